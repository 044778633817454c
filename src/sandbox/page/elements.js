/** What acts at once where it stands: buttons, menus, and fields outside a form. */
import { isMeant } from './confirm.js';
import { freshId, make } from './dom.js';
import { fieldOf, isGroup } from './fields.js';
import { groupedMenu, menu } from './menu.js';
import { picture } from './picture.js';

const ELEMENTS = {
  button: (element, act, zone) => {
    const { text, style, accessibility_label: label, url } = element;
    const press = () => isMeant(element.confirm, zone).then((meant) => meant && act({ do: 'press' }));
    return url && /^(https?|mailto):/.test(url)
      ? linkButton(element, act, zone)
      : make('button', { type: 'button', class: style, 'aria-label': label, onclick: press }, text.text);
  },
  static_select: (element, act, zone) => {
    const chosen = element.initial_option?.text.text;
    const groups = element.option_groups ?? [{ options: element.options }];
    const label = chosen ?? element.placeholder?.text ?? 'Choose…';
    return groupedMenu(label, groups, chooser(element, act, zone));
  },
  overflow: (element, act, zone) => menu('More…', element.options, chooser(element, act, zone)),
  image: (element) => picture(element),
};

/** Undefined for what this page cannot draw. */
export function drawElement(element, block, context) {
  const { zone } = context;
  const { action_id: actionId, value } = element;
  const act = (what) => context.act({ ...what, actionId, blockId: block.block_id });
  const node = ELEMENTS[element.type]?.(element, act, zone) ?? drawField(element, act, zone);
  if (node && actionId) node.dataset.key = `${actionId} ${value ?? ''}`;
  return node;
}

/** Slack opens the address, and tells the bot as well. */
function linkButton({ text, style, accessibility_label: label, url, confirm }, act, zone) {
  const open = async (event) => {
    if (!confirm) return act({ do: 'press' });
    event.preventDefault();
    if (!(await isMeant(confirm, zone))) return;
    window.open(url, '_blank', 'noopener,noreferrer');
    act({ do: 'press' });
  };
  const attributes = { href: url, target: '_blank', rel: 'noopener noreferrer', 'aria-label': label };
  return make('a', { ...attributes, class: `button ${style ?? ''}`, onclick: open }, text.text);
}

function chooser(element, act, zone) {
  return async (value) => (await isMeant(element.confirm, zone)) && act({ do: 'choose', value });
}

/** It acts when it is left with something else in it than before. */
function drawField(element, act, zone) {
  const ties = { id: freshId(), 'aria-label': element.placeholder?.text ?? 'Choose' };
  const field = fieldOf(element, ties, zone);
  if (!field) return undefined;
  let before = JSON.stringify(field.read());
  const settle = async () => {
    const value = field.read();
    if (JSON.stringify(value) === before) return;
    before = JSON.stringify(value);
    if (await isMeant(element.confirm, zone)) act({ do: 'choose', value });
  };
  field.node.addEventListener(isGroup(element) ? 'change' : 'focusout', settle);
  return field.node;
}
