/** Where the member writes: commands, plain words, and the global shortcut. */
import { listenForCompletions } from './completions.js';
import { make } from './dom.js';
import { menu } from './menu.js';

const byId = (id) => document.getElementById(id);
const words = byId('words');
const EXAMPLES = {
  'Record an interview': '/interview Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com',
  'Record a past one': '/interview yesterday 14:00 at Globex with Bo Li, they answer by Friday',
  'What will come?': '/interview plan',
  'May I write yet?': '/interview when',
  'They said no': '/interview heard rejection Acme',
  'In plain words': 'Initech tomorrow at 10am',
  Help: '/interview help',
};
const SHORTCUTS = [{ value: 'record-interview', text: { text: 'Record an interview' } }];

let lastSent = '';

/** @param act carries out what is written or picked */
export function listenForWords(act) {
  byId('composer').addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = words.value.trim();
    if (!text) return;
    write('');
    lastSent = text;
    const { error } = await act({ do: 'say', text });
    if (error && !words.value) write(text);
  });
  const completions = listenForCompletions(words, write);
  words.addEventListener('keydown', (event) => {
    if (completions.take(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId('composer').requestSubmit();
    }
    if (event.key === 'ArrowUp' && !words.value && lastSent) {
      event.preventDefault();
      write(lastSent);
    }
  });
  byId('shortcuts').append(menu('Shortcuts', SHORTCUTS, (callbackId) => act({ do: 'shortcut', callbackId })));
  byId('examples').append(
    ...Object.entries(EXAMPLES).map(([label, text]) => {
      const fill = () => {
        write(text);
        words.focus();
      };
      return make('button', { type: 'button', title: text, onclick: fill }, label);
    }),
  );
  words.placeholder = '/interview Acme, tomorrow 3pm with Dana Fox';
  words.focus();
}

function write(text) {
  words.value = text;
  words.dispatchEvent(new Event('input'));
}
