/** Menus. A select would act at the first arrow key; these act when something is chosen. */
import { make } from './dom.js';

/**
 * @param options Block Kit's options; one with a `url` is a link as well
 * @param choose gets the chosen option's value
 * @param attributes of the button that opens it
 */
export function menu(label, options, choose, attributes = {}) {
  return groupedMenu(label, [{ options }], choose, attributes);
}

/** @param groups options, each group with a `label` or without */
export function groupedMenu(label, groups, choose, attributes = {}) {
  const list = make('ul', { class: 'menu', popover: 'auto' });
  const opener = make(
    'button',
    { type: 'button', class: 'opener', 'aria-haspopup': 'true', 'aria-expanded': 'false', ...attributes },
    label,
  );
  opener.popoverTargetElement = list;
  const pick = (value) => {
    list.hidePopover();
    choose(value);
  };
  for (const group of groups) {
    if (group.label) list.append(make('li', { class: 'group' }, group.label.text));
    list.append(...group.options.map((option) => make('li', {}, entryOf(option, pick))));
  }
  list.addEventListener('toggle', ({ newState }) => {
    const isOpen = newState === 'open';
    opener.setAttribute('aria-expanded', isOpen);
    if (!isOpen) return;
    putBeside(list, opener);
    list.querySelector('button, a').focus();
  });
  list.addEventListener('keydown', (event) => moveFocus(event, list));
  return make('span', { class: 'menu-holder' }, opener, list);
}

function entryOf({ text, description, value, url }, pick) {
  const words = [text.text, description && make('small', {}, description.text)];
  const onclick = () => pick(value);
  return url && /^(https?|mailto):/.test(url)
    ? make('a', { href: url, target: '_blank', rel: 'noopener noreferrer', onclick }, words)
    : make('button', { type: 'button', onclick }, words);
}

/** Below the opener, or above it where there is no room. */
function putBeside(list, opener) {
  const from = opener.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = from.bottom + 4;
  const top = below + height > window.innerHeight ? from.top - height - 4 : below;
  list.style.top = `${Math.max(8, top)}px`;
  list.style.left = `${Math.max(8, Math.min(from.left, window.innerWidth - width - 8))}px`;
}

function moveFocus(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const entries = [...list.querySelectorAll('button, a')];
  const at = entries.indexOf(document.activeElement);
  entries.at((at + step + entries.length) % entries.length).focus();
}
