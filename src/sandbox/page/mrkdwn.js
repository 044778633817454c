/** Slack's mrkdwn as DOM nodes. Text is only ever set as text: nothing in a message can become markup of the page. */
import { make } from './dom.js';
import { mentionOf } from './names.js';
import { sayTime } from './time.js';

const EMOJI = {
  hourglass: '⏳',
  pause_button: '⏸️',
  tada: '🎉',
  warning: '⚠️',
  white_check_mark: '✅',
  zzz: '💤',
};

/** Marks count only where no letter or digit touches them from outside: `2*3*4` is no emphasis. */
const around = (mark) =>
  `(?<![\\p{L}\\p{N}${mark}])[${mark}](?=\\S)([^${mark}]+?)(?<=\\S)[${mark}](?![\\p{L}\\p{N}${mark}])`;
const INLINE = new RegExp(
  ['`([^`]+)`', '<([^<>]+)>', around('*'), around('_'), around('~'), ':([a-z0-9_+-]+):'].join('|'),
  'gu',
);

/** Nodes for a whole text: paragraphs, lists, quotations and blocks of code. */
export function mrkdwn(text, zone) {
  return text.split('```').flatMap((part, index) => {
    if (index % 2 === 1) return make('pre', {}, unescaped(part.replace(/^\n|\n$/g, '')));
    const lines = index > 0 ? part.replace(/^\n/, '') : part;
    return lines === '' ? [] : lines.split('\n').map((line) => lineOf(line, zone));
  });
}

/** A text object of Block Kit. */
export function textOf(object, zone) {
  return object.type === 'mrkdwn' ? mrkdwn(object.text, zone) : plainLines(object.text);
}

export function plainLines(text) {
  return text.split('\n').map((line) => make('p', {}, line));
}

function lineOf(line, zone) {
  const [, mark] = /^(•|&gt;|>)\s/.exec(line) ?? [];
  const kind = { '•': 'bullet', '&gt;': 'quotation', '>': 'quotation' }[mark];
  return make('p', { class: kind }, inline(kind ? line.slice(mark.length + 1) : line, zone));
}

function inline(text, zone) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, entity, bold, italic, struck, emoji] = match;
    nodes.push(unescaped(text.slice(end, match.index)));
    if (code !== undefined) nodes.push(make('code', {}, unescaped(code)));
    else if (entity !== undefined) nodes.push(entityOf(entity, zone));
    else if (bold !== undefined) nodes.push(make('strong', {}, inline(bold, zone)));
    else if (italic !== undefined) nodes.push(make('em', {}, inline(italic, zone)));
    else if (struck !== undefined) nodes.push(make('s', {}, inline(struck, zone)));
    else nodes.push(EMOJI[emoji] ?? whole);
    end = match.index + whole.length;
  }
  return [...nodes, unescaped(text.slice(end))];
}

/** What stands between angle brackets: a link, a date, a mention. */
function entityOf(entity, zone) {
  const [target, label] = entity.split('|');
  const [, seconds, format] = /^!date\^(\d+)\^([^^]*)/.exec(target) ?? [];
  if (seconds) return dated(Number(seconds) * 1000, format, zone);
  if (/^(https?:|mailto:)/.test(target)) {
    const href = unescaped(target);
    return make(
      'a',
      { href, target: '_blank', rel: 'noopener noreferrer' },
      unescaped(label ?? target.replace(/^mailto:/, '')),
    );
  }
  const name = /^[@#]/.test(target) ? mentionOf(target) : target.replace(/^!/, '@');
  return make('span', { class: 'mention' }, unescaped(label ?? name));
}

function dated(instant, format, zone) {
  const say = (_token, what) =>
    sayTime(instant, zone, what.startsWith('time') ? 'time' : what.includes('short') ? 'shortDay' : 'day');
  return make(
    'time',
    { datetime: new Date(instant).toISOString() },
    unescaped(format.replace(/\{(\w+)\}/g, say)),
  );
}

function unescaped(text) {
  return text.replace(/&(amp|lt|gt);/g, (_entity, name) => ({ amp: '&', lt: '<', gt: '>' })[name]);
}
