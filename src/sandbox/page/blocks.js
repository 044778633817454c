/** Block Kit's blocks as DOM, so far as this bot uses them. What cannot be drawn says so: nothing vanishes. */
import { control, text } from './elements.js';
import { mrkdwn } from './mrkdwn.js';

export function drawBlocks(blocks, context) {
  return blocks.map((block) => (DRAW[block.type] ?? unknown)(block, context));
}

const DRAW = {
  header: (block) => text('h3', block.text.text),
  divider: () => document.createElement('hr'),
  section: (block, context) => {
    const made = box('section');
    if (block.text) made.append(paragraph(block.text));
    for (const field of block.fields ?? []) made.append(paragraph(field));
    if (block.accessory) made.append(control(block.accessory, block, context));
    return made;
  },
  context: (block) => {
    const made = box('context');
    for (const element of block.elements) {
      if (element.type !== 'image') made.append(paragraph(element));
    }
    return made;
  },
  actions: (block, context) => {
    const made = box('actions');
    made.append(...block.elements.map((element) => control(element, block, context)));
    return made;
  },
  input: (block, context) => {
    const made = document.createElement('fieldset');
    made.className = 'input';
    made.dataset.block = block.block_id;
    const legend = text('legend', block.label.text);
    if (block.optional) legend.append(text('span', ' (optional)', 'optional'));
    const drawn = control(block.element, block, { ...context, act: undefined });
    drawn.setAttribute('aria-label', block.label.text);
    made.append(legend, drawn);
    if (block.hint) made.append(text('p', block.hint.text, 'hint'));
    made.append(text('p', '', 'error'));
    return made;
  },
};

function unknown(block) {
  return text('p', `(a ${block.type} block, which this page cannot draw)`);
}

function box(className) {
  const made = document.createElement('div');
  made.className = className;
  return made;
}

function paragraph(object) {
  const made = document.createElement('p');
  made.append(...(object.type === 'mrkdwn' ? mrkdwn(object.text) : [object.text]));
  return made;
}
