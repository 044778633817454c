/** Menus on messages. A select would act at the first arrow key; these act when something is chosen. */
import { make } from './dom.js';

/** @param choose gets the chosen option's value */
export function menu(label, options, choose) {
  const list = make('ul', { class: 'menu', popover: 'auto' });
  const opener = make(
    'button',
    { type: 'button', class: 'opener', 'aria-haspopup': 'true', 'aria-expanded': 'false' },
    label,
  );
  opener.popoverTargetElement = list;
  for (const option of options) {
    const pick = () => {
      list.hidePopover();
      choose(option.value);
    };
    list.append(make('li', {}, make('button', { type: 'button', onclick: pick }, option.text.text)));
  }
  list.addEventListener('toggle', ({ newState }) => {
    const isOpen = newState === 'open';
    opener.setAttribute('aria-expanded', isOpen);
    if (!isOpen) return;
    putBeside(list, opener);
    list.querySelector('button').focus();
  });
  list.addEventListener('keydown', (event) => moveFocus(event, list));
  return make('span', { class: 'menu-holder' }, opener, list);
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
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  buttons.at((at + step + buttons.length) % buttons.length).focus();
}
