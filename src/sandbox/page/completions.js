/** Sub-commands, offered while one is being typed. Enter still sends what is written, unless one was gone to by an arrow. */
import { make } from './dom.js';

const SUB_COMMANDS = {
  add: 'record an interview, in a form or in words',
  list: 'your interviews, and what stands open',
  show: 'all that is known about one',
  plan: 'what will come, when, and why',
  when: 'may I write yet?',
  heard: 'say what they answered',
  edit: 'change what was recorded',
  stats: 'your search in numbers',
  settings: 'waking hours, buffers, discreet mode',
  pause: 'hold reminders back until a day',
  export: 'everything stored about you, as files',
  digest: 'for organisers: weekly counts in a channel',
  'forget-me': 'delete everything stored about you',
  help: 'what I can do',
};
const TYPING = /^\/(?!interview\s)\w*$|^\/interview\s+([\w-]*)$/;

const list = document.getElementById('completions');

/** @param write puts a text into the field */
export function listenForCompletions(field, write) {
  let active = -1;
  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    field.removeAttribute('aria-activedescendant');
  };
  const goTo = (at) => {
    active = at;
    for (const [index, option] of options().entries()) option.ariaSelected = String(index === at);
    const option = options()[at];
    option?.scrollIntoView({ block: 'nearest' });
    if (option) field.setAttribute('aria-activedescendant', option.id);
    else field.removeAttribute('aria-activedescendant');
  };
  const accept = (option) => {
    write(`/interview ${option.dataset.word} `);
    close();
    field.focus();
  };

  field.addEventListener('input', () => {
    const names = fitting(field.value);
    list.replaceChildren(...names.map((name) => optionOf(name, accept)));
    list.hidden = names.length === 0;
    goTo(-1);
  });
  field.addEventListener('blur', close);

  return {
    /** @returns whether the key was for the list */
    take(event) {
      if (list.hidden) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const chosen = options()[event.key === 'Tab' ? Math.max(active, 0) : active];
      if (step) goTo((active + step + options().length) % options().length);
      else if (event.key === 'Escape') close();
      else if (chosen && !event.shiftKey && (event.key === 'Tab' || event.key === 'Enter')) accept(chosen);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

function fitting(text) {
  const match = TYPING.exec(text);
  if (!match || !'/interview'.startsWith(text.split(/\s/, 1)[0])) return [];
  const begun = match[1] ?? '';
  return Object.keys(SUB_COMMANDS).filter((name) => name.startsWith(begun) && name !== begun);
}

function optionOf(name, accept) {
  const option = make(
    'div',
    { id: `complete-${name}`, role: 'option', 'data-word': name, 'aria-selected': 'false' },
    make('strong', {}, name),
    make('span', {}, SUB_COMMANDS[name]),
  );
  // Not a click: by then the field has lost the focus, and the list is closed.
  option.addEventListener('mousedown', (event) => {
    event.preventDefault();
    accept(option);
  });
  return option;
}
