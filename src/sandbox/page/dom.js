/**
 * Makes an element. Attributes are set as attributes, `on...` as listeners; children are nodes or text, never markup.
 * What is undefined or false is left out.
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== false));
  return made;
}

let ids = 0;

/** An id that no other element of the page has, to tie labels and hints to their field. */
export function freshId() {
  ids += 1;
  return `made-${ids}`;
}

const FOCUSABLE = 'button, a, input, select, textarea';

/**
 * Draws, and puts the focus back where it was: on the same element, or on the one that took its place (`data-key`).
 * @returns whether the focus was inside and is again
 */
export function keepFocus(container, draw) {
  const before = document.activeElement;
  const wasInside = container.contains(before);
  const key = before?.closest('[data-key]')?.dataset.key;
  draw();
  if (!wasInside) return false;
  const kept = container.contains(before) ? before : key && holderOf(container, key);
  kept?.focus({ preventScroll: true });
  return Boolean(kept);
}

function holderOf(container, key) {
  const place = container.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return place?.matches(FOCUSABLE) ? place : place?.querySelector(FOCUSABLE);
}
