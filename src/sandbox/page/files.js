/** Files on their way to the bot: dropped on the conversation, or chosen. And those that it sent. */
import { trouble } from './ask.js';
import { make } from './dom.js';

const LARGEST = 2_000_000;

/** @param act carries out the drop */
export function listenForFiles(act) {
  const panel = document.getElementById('messages');
  const input = document.getElementById('file');
  document.getElementById('attach').addEventListener('click', () => input.click());
  input.addEventListener('change', async () => {
    await sendAll(input.files, act);
    input.value = '';
  });
  // Without this the browser opens what is dropped beside the conversation, and the page is gone.
  for (const kind of ['dragover', 'drop']) window.addEventListener(kind, (event) => event.preventDefault());
  panel.addEventListener('dragover', () => panel.classList.add('dropping'));
  for (const kind of ['dragleave', 'drop']) {
    panel.addEventListener(kind, () => panel.classList.remove('dropping'));
  }
  panel.addEventListener('drop', ({ dataTransfer }) => sendAll(dataTransfer.files, act));
}

async function sendAll(files, act) {
  for (const file of files) {
    if (file.size > LARGEST) trouble(`${file.name} is too large for the sandbox.`);
    else await act({ do: 'drop', name: file.name, type: file.type, content: await base64Of(file) });
  }
}

/** A link to what was shared, with its size. */
export function fileLink({ id, name, title, bytes }) {
  const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
  return make(
    'p',
    { class: 'file' },
    make('a', { href: `/file/${id}`, download: name }, title === name ? name : `${title} (${name})`),
    make('small', {}, ` ${size}`),
  );
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
