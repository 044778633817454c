/** The page: looks at the sandbox whenever something changed there, and draws what it sees. */
import { drawConversation, follow } from './conversation.js';
import { make } from './dom.js';
import { drawForm } from './form.js';
import { mrkdwn } from './mrkdwn.js';
import { placeOf, sayTime } from './time.js';

const byId = (id) => document.getElementById(id);
const words = byId('words');
const STOPPED = 'The sandbox does not answer. Is it still running?';
const EXAMPLES = {
  'Record an interview': '/interview Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com',
  'Record a past one': '/interview yesterday 14:00 at Globex with Bo Li, they answer by Friday',
  'What will come?': '/interview plan',
  'May I write yet?': '/interview when',
  'They said no': '/interview heard rejection Acme',
  Help: '/interview help',
};

let seen;
/** Messages of the bot that each member has read on this page. */
const read = new Map();
let lastSent = '';

async function act(what) {
  follow();
  const answer = await ask('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: seen.as, ...what }),
  });
  trouble(answer.error);
  return answer;
}

async function ask(path, options) {
  try {
    const response = await fetch(path, options);
    return await response.json();
  } catch {
    return { error: STOPPED };
  }
}

function trouble(sentence) {
  byId('trouble').hidden = !sentence;
  byId('trouble').textContent = sentence ?? '';
}

let isLooking = false;
let isStale = false;

/** One look at a time; what changes meanwhile is looked at afterwards. */
async function look() {
  isStale = true;
  if (isLooking) return;
  isLooking = true;
  try {
    while (isStale) await lookOnce();
  } finally {
    isLooking = false;
  }
}

async function lookOnce() {
  isStale = false;
  const found = await ask(`/look?as=${encodeURIComponent(seen?.as ?? '')}`);
  if (found.error) return trouble(found.error);
  // Another member was chosen meanwhile, and that look is to come.
  if (isStale && found.as !== seen?.as) return;
  draw({ ...found, drawnAt: Date.now() });
}

function draw(found) {
  seen = found;
  drawMembers();
  drawClock();
  drawNext();
  drawConversation(seen, act);
  drawForm(seen, act);
  byId('welcome').hidden = seen.conversation.length > 0;
}

function drawMembers() {
  for (const { id, messages } of seen.members) if (id === seen.as || !read.has(id)) read.set(id, messages);
  const wanted = seen.members.map(({ id, name, zone, messages }) => {
    const unread = messages - read.get(id);
    return { id, name, place: placeOf(zone), unread, pressed: id === seen.as };
  });
  const shape = JSON.stringify(wanted);
  if (byId('members').dataset.shape === shape) return;
  const focused = document.activeElement?.dataset?.member;
  byId('members').dataset.shape = shape;
  byId('members').replaceChildren(make('legend', {}, 'You are'), ...wanted.map(memberButton));
  if (focused) byId('members').querySelector(`[data-member="${focused}"]`)?.focus();
}

function memberButton({ id, name, place, unread, pressed }) {
  return make(
    'button',
    { type: 'button', 'data-member': id, 'aria-pressed': String(pressed), onclick: () => become(id) },
    make('span', { class: 'name' }, name),
    make('span', { class: 'place' }, ` in ${place}`),
    unread > 0 &&
      make('span', { class: 'unread' }, String(unread), make('span', { class: 'unseen' }, ' unread')),
  );
}

function become(id) {
  seen.as = id;
  trouble();
  look();
}

function drawClock() {
  if (!seen) return;
  const now = seen.now + (Date.now() - seen.drawnAt);
  byId('now').textContent = sayTime(now, seen.zone, 'full');
  byId('now').dateTime = new Date(now).toISOString();
  byId('zone').textContent = seen.zone.replaceAll('_', ' ');
}

function drawNext() {
  const { next, zone } = seen;
  byId('next').replaceChildren(
    ...(next
      ? [
          make('span', { class: 'soon' }, `Next: ${sayTime(next.at, zone, 'moment')}`),
          ' ',
          title(next.title, zone),
        ]
      : [make('span', { class: 'soon' }, 'Nothing is planned yet')]),
  );
}

function title(text, zone) {
  const [line] = mrkdwn(text, zone);
  return make('span', {}, [...line.childNodes]);
}

byId('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  words.value = '';
  lastSent = text;
  const { error } = await act({ do: 'say', text });
  if (error && !words.value) words.value = text;
});

words.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('composer').requestSubmit();
  }
  if (event.key === 'ArrowUp' && !words.value && lastSent) {
    event.preventDefault();
    words.value = lastSent;
  }
});

const winders = document.querySelectorAll('[data-wind]');
for (const button of winders) {
  button.addEventListener('click', async () => {
    if (button.ariaDisabled === 'true') return;
    for (const one of winders) one.ariaDisabled = 'true';
    await act({ do: 'wind', to: button.dataset.wind });
    await look();
    for (const one of winders) one.ariaDisabled = null;
  });
}

byId('examples').append(
  ...Object.entries(EXAMPLES).map(([label, text]) => {
    const fill = () => {
      words.value = text;
      words.focus();
    };
    return make('button', { type: 'button', title: text, onclick: fill }, label);
  }),
);
words.placeholder = '/interview Acme, tomorrow 3pm with Dana Fox';
words.focus();

for (const kind of ['error', 'unhandledrejection']) {
  window.addEventListener(kind, ({ message, reason }) => trouble(`This page failed: ${message ?? reason}`));
}

const changes = new EventSource('/changes');
changes.addEventListener('message', look);
changes.addEventListener('error', () => trouble(STOPPED));
changes.addEventListener('open', () => trouble());
setInterval(drawClock, 1000);
