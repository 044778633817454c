/** A modal of the bot as a dialog. */
import { drawBlocks } from './blocks.js';
import { make } from './dom.js';

const dialog = document.getElementById('form');
/** The view that is drawn, by id and hash: an update has another hash. */
let drawn = '';
let closing = () => {};

export function drawForm({ modal: view, zone }, act) {
  const key = view ? `${view.id} ${view.hash}` : '';
  if (key === drawn) return;
  drawn = key;
  if (!view) return dialog.close();
  closing = () => act({ do: 'close', view: view.id });
  const fields = new Map();
  const trouble = make('p', { class: 'error', role: 'alert' });
  const form = make(
    'form',
    { novalidate: true },
    make('h2', { id: 'form-title', tabindex: '-1' }, view.title.text),
    drawBlocks(view.blocks, { zone, fields, act: (what) => act({ on: view.id, ...what }) }),
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
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  (fields.values().next().value?.node ?? form.querySelector('h2')).focus();
}

/** Each error stands under its field, and the first one is where to go on. */
function showErrors(fields, errors) {
  for (const [block, { node, error }] of fields) {
    error.textContent = errors[block] ?? '';
    node.toggleAttribute('aria-invalid', block in errors);
  }
  const [first] = [...fields].filter(([block]) => block in errors);
  first?.[1].node.focus();
}

// The stand-in closes the view, and then the dialog follows.
dialog.addEventListener('cancel', (event) => {
  event.preventDefault();
  closing();
});
