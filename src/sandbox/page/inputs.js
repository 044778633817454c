/** Input blocks of a form: a label, a field, a hint, and room for what is wrong with it. */
import { freshId, make } from './dom.js';
import { fieldOf, isGroup } from './fields.js';

/** Undefined for what this page cannot draw. `context.fields` gets `{ read, focus, complain }` by block. */
export function drawInput(block, { zone, fields, act }) {
  const { element } = block;
  const [id, hintId, errorId] = [freshId(), freshId(), freshId()];
  const described = `${errorId} ${hintId}`;
  const isRequired = !block.optional && 'true';
  const ties = isGroup(element) ? { id } : { id, 'aria-describedby': described, 'aria-required': isRequired };
  const field = fieldOf(element, ties, zone);
  if (!field) return undefined;
  const { node, read } = field;
  const controls = node.matches('input, select, textarea') ? [node] : [...node.querySelectorAll('input')];
  const error = make('p', { class: 'error', id: errorId });
  // In a message or the home tab nothing is sent off: there an input tells the bot at once.
  fields?.set(block.block_id, {
    read,
    focus: () => controls[0]?.focus(),
    complain(sentence) {
      error.textContent = sentence ?? '';
      for (const control of controls) control.ariaInvalid = sentence ? 'true' : null;
    },
  });
  if (block.dispatch_action) dispatch(element, field, (value) => act(choice(block, value)));
  const label = [block.label.text, block.optional && make('span', { class: 'optional' }, ' (optional)')];
  return make(
    isGroup(element) ? 'fieldset' : 'div',
    {
      class: 'input',
      'data-key': element.action_id,
      'aria-describedby': isGroup(element) && described,
    },
    isGroup(element) ? make('legend', {}, label) : make('label', { for: id }, label),
    node,
    make('p', { class: 'hint', id: hintId }, block.hint?.text),
    error,
  );
}

function choice({ block_id: blockId, element }, value) {
  return { do: 'choose', blockId, actionId: element.action_id, value };
}

/** Some inputs tell the bot at once: text at Enter or at every character, the others when something is chosen. */
function dispatch(element, { node, read }, tell) {
  if (!element.type.endsWith('_input')) return node.addEventListener('change', () => tell(read()));
  const moments = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  if (moments.includes('on_character_entered')) node.addEventListener('input', () => tell(read()));
  if (!moments.includes('on_enter_pressed')) return;
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.shiftKey) return;
    event.preventDefault();
    tell(read());
  });
}
