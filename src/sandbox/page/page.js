import { drawBlocks } from './blocks.js';
import { heldBy, text } from './elements.js';

const byId = (id) => document.getElementById(id);
const EXAMPLES = [
  '/interview Acme, backend engineer, yesterday 3pm with Dana Fox dana@acme.com',
  '/interview Globex, tomorrow 10:00, they answer by Friday',
  '/interview list',
  '/interview plan',
  '/interview when Acme',
  '/interview heard rejection Acme',
  '/interview help',
];

let as = '';
let seen = {};
let drawnModal = '';

async function act(what) {
  const answer = await ask('/act', { method: 'POST', body: JSON.stringify({ as, ...what }) });
  trouble(answer.error);
  await refresh();
  return answer;
}

async function ask(path, options) {
  try {
    const response = await fetch(path, options);
    return await response.json();
  } catch {
    return { error: 'The sandbox does not answer: is it still running?' };
  }
}

function trouble(sentence) {
  byId('trouble').hidden = !sentence;
  byId('trouble').textContent = sentence ?? '';
}

let asking = false;
let again = false;

/** One look at a time; what changes meanwhile is looked at afterwards. */
async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  do {
    again = false;
    const found = await ask(`/look?as=${encodeURIComponent(as)}`);
    if (found.error) trouble(found.error);
    else draw(found);
  } while (again);
  asking = false;
}

function draw(found) {
  seen = found;
  as = found.as;
  drawMembers();
  drawClock();
  drawMessages();
  drawModal();
  if (found.violations.length > 0) trouble(`Slack would refuse this: ${found.violations.at(-1)}`);
}

const zone = () => seen.members.find(({ id }) => id === as)?.tz ?? 'UTC';

function drawMembers() {
  const select = byId('member');
  if (select.options.length !== seen.members.length)
    select.replaceChildren(
      ...seen.members.map(({ id, name, tz }) => new Option(`${name}, ${tz.replace('_', ' ')}`, id)),
    );
  select.value = as;
}

function say(instant, options) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone(), ...options }).format(new Date(instant));
}

const WHOLE = { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' };

function drawClock() {
  byId('now').dateTime = seen.now;
  byId('now').textContent = say(seen.now, WHOLE);
  byId('next').textContent = seen.nextDue
    ? `Next nudge: ${say(seen.nextDue, WHOLE)}`
    : 'Nothing is planned yet';
}

/** Only what changed is drawn again, so that nothing moves under a finger. */
const drawn = new Map();

function drawMessages() {
  const list = byId('messages');
  const keys = new Set(seen.messages.map(({ ts }) => `${as} ${ts}`));
  for (const [key, { item }] of drawn) {
    if (keys.has(key)) continue;
    item.remove();
    drawn.delete(key);
  }
  let grown = false;
  for (const message of seen.messages) {
    const key = `${as} ${message.ts}`;
    const shape = JSON.stringify(message);
    const known = drawn.get(key);
    if (known?.shape === shape) continue;
    const item = drawMessage(message);
    if (known) known.item.replaceWith(item);
    else list.append(item);
    grown ||= !known;
    drawn.set(key, { item, shape });
  }
  if (grown) list.scrollTop = list.scrollHeight;
}

function drawMessage(message) {
  const item = document.createElement('li');
  item.className = message.byBot ? 'bot' : 'mine';
  item.dataset.ts = message.ts;
  const when = text(
    'time',
    say(Number(message.ts) * 1000, { weekday: 'short', hour: '2-digit', minute: '2-digit' }),
  );
  const who = text('p', message.byBot ? 'Afterword' : 'You', 'who');
  who.append(' ', when);
  if (message.ephemeral) who.append(text('span', 'Only visible to you', 'ephemeral'));
  const body =
    message.blocks.length > 0 ? drawBlocks(message.blocks, context(message.ts)) : [text('p', message.text)];
  item.append(who, ...body);
  return item;
}

function context(on) {
  return { zone: zone(), act: (what) => act({ on, ...what }) };
}

function drawModal() {
  const dialog = byId('modal');
  const view = seen.modal;
  const key = view ? `${view.id} ${view.hash}` : '';
  if (key === drawnModal) return;
  drawnModal = key;
  if (!view) {
    dialog.close();
    return;
  }
  const form = document.createElement('form');
  const title = text('h2', view.title.text);
  title.id = 'modal-title';
  const buttons = document.createElement('div');
  buttons.className = 'actions';
  const close = text('button', view.close?.text ?? 'Close');
  close.type = 'button';
  close.addEventListener('click', () => act({ do: 'close', view: view.id }));
  buttons.append(close);
  if (view.submit) buttons.append(text('button', view.submit.text, 'primary'));
  form.append(title, ...drawBlocks(view.blocks, context(view.id)), buttons);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(view, form);
  });
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
}

async function submit(view, form) {
  const values = {};
  for (const block of view.blocks.filter(({ type }) => type === 'input'))
    values[block.block_id] = heldBy(
      block.element,
      form.querySelector(`[data-block="${CSS.escape(block.block_id)}"]`),
    );
  const { errors = {} } = await act({ do: 'submit', view: view.id, values });
  for (const holder of form.querySelectorAll('[data-block]'))
    holder.querySelector('.error').textContent = errors[holder.dataset.block] ?? '';
}

byId('modal').addEventListener('cancel', (event) => {
  event.preventDefault();
  if (seen.modal) act({ do: 'close', view: seen.modal.id });
});
byId('member').addEventListener('change', ({ target }) => {
  as = target.value;
  drawn.clear();
  byId('messages').replaceChildren();
  refresh();
});
byId('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const words = byId('words').value;
  const { error } = await act({ do: 'say', text: words });
  if (!error) byId('words').value = '';
});
for (const button of document.querySelectorAll('[data-wind]')) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    await act({ do: 'wind', to: button.dataset.wind });
    button.disabled = false;
  });
}
for (const example of EXAMPLES) {
  const chip = text('button', example);
  chip.type = 'button';
  chip.addEventListener('click', () => {
    byId('words').value = example;
    byId('words').focus();
  });
  byId('try').append(chip);
}

const changes = new EventSource('/stream');
changes.addEventListener('message', refresh);
changes.addEventListener('error', () => trouble('The sandbox does not answer: is it still running?'));
changes.addEventListener('open', () => trouble());
setInterval(refresh, 20_000);
