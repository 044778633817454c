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
