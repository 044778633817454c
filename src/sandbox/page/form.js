/** The bot's modals as a dialog: the topmost is shown, and those beneath keep what was typed into them. */
import { drawBlocks } from './blocks.js';
import { keepFocus, make } from './dom.js';

const dialog = document.getElementById('form');
/** What is drawn of each open modal, by its id. */
const drawn = new Map();
let closing = () => {};

/** @param act carries out what is pressed, chosen or sent off */
export function drawForms({ modals, zone }, act) {
  const ids = modals.map(({ id }) => id);
  for (const id of drawn.keys()) if (!ids.includes(id)) drawn.delete(id);
  const view = modals.at(-1);
  if (!view) return dialog.close();
  closing = () => act({ do: 'close', view: view.id });
  const before = drawn.get(view.id);
  const isNew = before?.hash !== view.hash;
  const after = isNew ? drawForm(view, before, zone, act) : before;
  drawn.set(view.id, after);
  if (dialog.firstChild === after.form) return;
  const isKept = keepFocus(dialog, () => dialog.replaceChildren(after.form));
  if (!dialog.open) dialog.showModal();
  const [first = after.form.querySelector('h2')] = after.fields.values();
  if (!isKept) first.focus();
}

/** Blocks that an update did not change stay the same elements, with whatever was typed into them. */
function drawForm(view, before, zone, act) {
  const fields = new Map();
  const known = new Map();
  const context = { zone, act: (what) => act({ on: view.id, ...what }) };
  for (const block of view.blocks) {
    const shape = JSON.stringify(block);
    const entry = before?.known.get(shape) ?? drawBlock(block, context);
    known.set(shape, entry);
    if (!entry.field) continue;
    entry.field.complain();
    fields.set(block.block_id, entry.field);
  }
  const trouble = make('p', { class: 'error', role: 'alert' });
  const form = make(
    'form',
    { novalidate: true },
    make('h2', { id: 'form-title', tabindex: '-1' }, view.title.text),
    [...known.values()].map(({ nodes }) => nodes),
    trouble,
    make(
      'div',
      { class: 'ends' },
      make('button', { type: 'button', onclick: () => closing() }, view.close?.text ?? 'Close'),
      view.submit && make('button', { type: 'submit', class: 'primary' }, view.submit.text),
    ),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...fields].map(([block, { read }]) => [block, read()]));
    const { error, errors = {} } = await act({ do: 'submit', view: view.id, values });
    trouble.textContent = error ?? '';
    showErrors(fields, errors);
  });
  return { hash: view.hash, form, fields, known };
}

function drawBlock(block, context) {
  const fields = new Map();
  const nodes = drawBlocks([block], { ...context, fields });
  return { nodes, field: fields.get(block.block_id) };
}

/** Each error stands under its field, and the first one is where to go on. */
function showErrors(fields, errors) {
  for (const [block, field] of fields) field.complain(errors[block]);
  const [first] = [...fields].filter(([block]) => block in errors);
  first?.[1].focus();
}

// The stand-in closes the view, and then the dialog follows.
dialog.addEventListener('cancel', (event) => {
  event.preventDefault();
  closing();
});
