/** Block Kit as DOM. What cannot be drawn says so: nothing vanishes. */
import { isMeant } from './confirm.js';
import { freshId, make } from './dom.js';
import { fieldOf, isGroup } from './fields.js';
import { menu } from './menu.js';
import { textOf } from './mrkdwn.js';

/**
 * @param context `zone`; `act(what)`, which carries out a press or a choice; and in a form `fields`, a map that gets
 *   the fields by block
 */
export function drawBlocks(blocks, context) {
  return blocks.map((block) => DRAW[block.type]?.(block, context) ?? unknown(block));
}

const DRAW = {
  header: (block) => make('h3', {}, block.text.text),
  divider: () => make('hr'),
  section: (block, context) => {
    const { zone } = context;
    const words = make('div', { class: 'words' }, block.text && textOf(block.text, zone));
    const fields = block.fields?.map((field) => make('div', {}, textOf(field, zone)));
    return make(
      'div',
      { class: 'section' },
      words,
      fields && make('div', { class: 'columns' }, fields),
      block.accessory && drawElement(block.accessory, block, context),
    );
  },
  context: (block, { zone }) =>
    make(
      'div',
      { class: 'context' },
      block.elements.map((element) =>
        element.type === 'image' ? make('p', {}, element.alt_text) : textOf(element, zone),
      ),
    ),
  image: (block) => make('p', { class: 'context' }, `(an image: ${block.alt_text})`),
  actions: (block, context) =>
    make(
      'div',
      { class: 'actions' },
      block.elements.map((element) => drawElement(element, block, context)),
    ),
  input: (block, context) => drawInput(block, context),
};

const ELEMENTS = {
  button: (element, act) => {
    const press = async () => (await isMeant(element.confirm)) && act({ do: 'press' });
    const label = element.accessibility_label;
    return make(
      'button',
      { type: 'button', class: element.style, 'aria-label': label, onclick: press },
      element.text.text,
    );
  },
  static_select: (element, act) => {
    const chosen = element.initial_option?.text.text;
    const options = element.options ?? element.option_groups.flatMap((group) => group.options);
    return menu(chosen ?? element.placeholder?.text ?? 'Choose…', options, chooser(element, act));
  },
  overflow: (element, act) => menu('More…', element.options, chooser(element, act)),
};

function chooser(element, act) {
  return async (value) => (await isMeant(element.confirm)) && act({ do: 'choose', value });
}

function drawElement(element, block, context) {
  const act = (what) => context.act({ ...what, actionId: element.action_id, blockId: block.block_id });
  return ELEMENTS[element.type]?.(element, act) ?? drawField(element, act, context) ?? unknown(element);
}

/** A field outside a form: it acts when it is left with something else in it than before. */
function drawField(element, act, { zone }) {
  const field = fieldOf(
    element,
    { id: freshId(), 'aria-label': element.placeholder?.text ?? 'Choose' },
    zone,
  );
  if (!field) return undefined;
  let before = JSON.stringify(field.read());
  const settle = async () => {
    const value = field.read();
    if (JSON.stringify(value) === before) return;
    before = JSON.stringify(value);
    if (await isMeant(element.confirm)) act({ do: 'choose', value });
  };
  field.node.addEventListener(isGroup(element) ? 'change' : 'focusout', settle);
  return field.node;
}

function drawInput(block, { zone, fields }) {
  const [id, hintId, errorId] = [freshId(), freshId(), freshId()];
  const ties = { id, 'aria-describedby': `${errorId} ${hintId}`, 'aria-required': !block.optional && 'true' };
  const field = fieldOf(block.element, ties, zone);
  if (!field) return unknown(block.element);
  const error = make('p', { class: 'error', id: errorId });
  fields.set(block.block_id, { ...field, error });
  const label = [block.label.text, block.optional && make('span', { class: 'optional' }, ' (optional)')];
  return make(
    isGroup(block.element) ? 'fieldset' : 'div',
    { class: 'input', 'data-block': block.block_id },
    isGroup(block.element) ? make('legend', {}, label) : make('label', { for: id }, label),
    field.node,
    make('p', { class: 'hint', id: hintId }, block.hint?.text),
    error,
  );
}

function unknown({ type }) {
  return make('p', { class: 'context' }, `(a ${type}, which this page cannot draw)`);
}
