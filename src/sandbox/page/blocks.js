/** Block Kit as DOM. What cannot be drawn says so: nothing vanishes. */
import { make } from './dom.js';
import { drawElement } from './elements.js';
import { drawInput } from './inputs.js';
import { textOf } from './mrkdwn.js';
import { picture } from './picture.js';

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
      block.accessory && (drawElement(block.accessory, block, context) ?? unknown(block.accessory)),
    );
  },
  context: (block, { zone }) =>
    make(
      'div',
      { class: 'context' },
      block.elements.map((element) => (element.type === 'image' ? picture(element) : textOf(element, zone))),
    ),
  image: (block) =>
    make('figure', {}, block.title && make('figcaption', {}, block.title.text), picture(block)),
  actions: (block, context) =>
    make(
      'div',
      { class: 'actions' },
      block.elements.map((element) => drawElement(element, block, context) ?? unknown(element)),
    ),
  input: (block, context) => drawInput(block, context) ?? unknown(block.element),
};

function unknown({ type }) {
  return make('p', { class: 'context' }, `(a ${type}, which this page cannot draw)`);
}
