/** Pictures: files of the bot, which the sandbox serves itself. From elsewhere nothing is loaded. */
import { make } from './dom.js';

export function picture({ slack_file: file, alt_text: alt }) {
  const id = file?.id ?? /\/files-pri\/[^/]*-(F[^/]*)\//.exec(file?.url)?.[1];
  return id
    ? make('img', { src: `/file/${id}`, alt })
    : make('p', { class: 'context' }, `(an image: ${alt})`);
}
