/** The conversation, the oldest message first. Only what changed is drawn again, so that nothing moves under a finger. */
import { drawBlocks } from './blocks.js';
import { make } from './dom.js';
import { fileLink } from './files.js';
import { menu } from './menu.js';
import { mrkdwn, plainLines } from './mrkdwn.js';
import { sayTime } from './time.js';

const list = document.getElementById('conversation');
const scroller = document.getElementById('scroller');
/** What stands on the page: by key, the item and what it was drawn from. */
let drawn = new Map();
let whose = '';
/** Whoever did something wants to see what comes of it, until they look elsewhere. */
let isFollowing = false;

export function follow() {
  isFollowing = true;
}

for (const kind of ['wheel', 'touchmove']) {
  scroller.addEventListener(
    kind,
    () => {
      isFollowing = false;
    },
    { passive: true },
  );
}

/** @param act carries out what is pressed or chosen in a message */
export function drawConversation({ as, zone, conversation }, act) {
  if (as !== whose) {
    list.replaceChildren();
    drawn = new Map();
  }
  const isFirst = drawn.size === 0;
  const atEnd = isAtEnd();
  const wanted = withDays(conversation, zone);
  const added = place(wanted, zone, act);
  if (isFirst || whose !== as) scroller.scrollTop = scroller.scrollHeight;
  else if (added && (atEnd || isFollowing)) show(added);
  whose = as;
}

/** Puts the wanted items in order, keeps those that did not change, and gives back the first new one. */
function place(wanted, zone, act) {
  let firstNew;
  let previous = null;
  const before = drawn;
  drawn = new Map();
  for (const entry of wanted) {
    const shape = JSON.stringify(entry);
    const known = before.get(entry.id);
    before.delete(entry.id);
    const item = known?.shape === shape ? known.item : DRAW[entry.kind](entry, zone, act);
    if (known && known.item !== item) exchange(known.item, item);
    else if (!known) {
      if (previous) previous.after(item);
      else list.prepend(item);
      firstNew ??= item;
    }
    drawn.set(entry.id, { item, shape });
    previous = item;
  }
  for (const { item } of before.values()) item.remove();
  return firstNew;
}

/** Whoever pressed a button that is gone now goes on from the message. */
function exchange(old, item) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(item);
  if (hadFocus) item.focus({ preventScroll: true });
}

function withDays(conversation, zone) {
  let last;
  return conversation.flatMap((entry) => {
    const day = sayTime(entry.at, zone, 'day');
    if (day === last) return [entry];
    last = day;
    return [{ kind: 'day', id: `day ${day}`, text: day }, entry];
  });
}

const DRAW = {
  day: ({ text }) => make('li', { class: 'day' }, make('span', {}, text)),
  command: (entry, zone) => item('mine command', entry, zone, [make('code', {}, entry.text)]),
  mine: (entry, zone, act) =>
    item('mine', entry, zone, [plainLines(entry.text), entry.files.map(fileLink)], shortcuts(entry, act)),
  told: (entry, zone) => item('told', entry, zone, plainLines(entry.text)),
  problem: (entry, zone) => item('problem', entry, zone, plainLines(oftenSaid(entry))),
  bot: (entry, zone, act) => {
    const blocks = drawBlocks(entry.blocks, { zone, act: (what) => act({ on: entry.id, ...what }) });
    const words = blocks.length > 0 ? blocks : mrkdwn(entry.text, zone);
    const body = [words, entry.files.map(fileLink)];
    return item(entry.isNudge ? 'bot nudge' : 'bot', entry, zone, body, shortcuts(entry, act));
  },
};

const SHORTCUTS = [
  { value: 'record-interview-from-message', text: { text: 'Record interview from this message' } },
];

/** Slack offers none on what only one member sees. */
function shortcuts({ id, ephemeral }, act) {
  if (ephemeral) return undefined;
  const use = (callbackId) => act({ do: 'shortcut', callbackId, on: id });
  return menu('…', SHORTCUTS, use, { 'aria-label': 'Message actions', class: 'opener more' });
}

function oftenSaid({ text, times }) {
  return times > 1 ? `${text}, ${times} times` : text;
}

const WHO = {
  bot: 'Afterword',
  mine: 'You',
  command: 'You',
  problem: 'Something went wrong',
  told: 'The sandbox',
};

/** A message, with who wrote it and when. */
export function item(className, { kind, at, ephemeral }, zone, body, more) {
  return make(
    'li',
    { class: className, tabindex: '-1' },
    make(
      'p',
      { class: 'who' },
      make('strong', {}, WHO[kind]),
      make('time', { datetime: new Date(at).toISOString() }, sayTime(at, zone, 'time')),
      ephemeral && make('span', { class: 'only' }, 'Only visible to you'),
      more,
    ),
    make('div', { class: 'body' }, body),
  );
}

function isAtEnd() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
}

/** From the top of what is new, where it is more than the screen holds. */
function show(first) {
  const room = scroller.clientHeight - 32;
  const height = scroller.scrollHeight - first.offsetTop;
  const top = height > room ? first.offsetTop - 16 : scroller.scrollHeight;
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroller.scrollTo({ top, behavior: isCalm ? 'auto' : 'smooth' });
}
