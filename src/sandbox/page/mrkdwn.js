/** Slack's mrkdwn as DOM nodes. Text is only ever set as text: nothing in a message can become markup of the page. */

const PATTERN =
  /```([\s\S]+?)```|`([^`\n]+)`|(?<![\p{L}\p{N}])\*([^*\n]+)\*|(?<![\p{L}\p{N}])_([^_\n]+)_|(?<![\p{L}\p{N}])~([^~\n]+)~|<([^<>|]+)(?:\|([^<>]*))?>|:([a-z_]+):/gu;
const TAGS = ['pre', 'code', 'strong', 'em', 's'];
const EMOJI = { white_check_mark: '✅', zzz: '💤', hourglass: '⏳', tada: '🎉' };

export function mrkdwn(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    nodes.push(plain(text.slice(end, match.index)), marked(match));
    end = match.index + match[0].length;
  }
  nodes.push(plain(text.slice(end)));
  return nodes;
}

function marked(match) {
  const [whole, ...groups] = match;
  const index = TAGS.findIndex((_tag, n) => groups[n] !== undefined);
  if (index >= 0) return element(TAGS[index], groups[index], index > 1);
  if (groups[5] !== undefined) return link(groups[5], groups[6]);
  return plain(EMOJI[groups[7]] ?? whole);
}

function element(tag, text, nested) {
  const made = document.createElement(tag);
  made.append(...(nested ? mrkdwn(text) : [plain(text)]));
  return made;
}

function link(target, label) {
  if (!/^(https?:\/\/|mailto:)/.test(target)) return plain(label ?? target);
  const made = document.createElement('a');
  made.href = decode(target);
  made.rel = 'noreferrer';
  made.target = '_blank';
  made.textContent = decode(label ?? target);
  return made;
}

function plain(text) {
  return document.createTextNode(decode(text));
}

function decode(text) {
  return text.replace(/&(amp|lt|gt);/g, (_entity, name) => ({ amp: '&', lt: '<', gt: '>' })[name]);
}
