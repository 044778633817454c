import { make } from './dom.js';
import { textOf } from './mrkdwn.js';

/** Asks what a confirmation object says. Resolves with whether the member means it. */
export function isMeant(confirm, zone) {
  if (!confirm) return Promise.resolve(true);
  const dialog = document.getElementById('confirm');
  return new Promise((resolve) => {
    const end = (meant) => () => {
      resolve(meant);
      dialog.close();
    };
    const style = confirm.style === 'danger' ? 'danger' : 'primary';
    dialog.replaceChildren(
      make('h2', { id: 'confirm-title' }, confirm.title?.text ?? 'Are you sure?'),
      make('div', { class: 'body' }, textOf(confirm.text, zone)),
      make(
        'div',
        { class: 'ends' },
        make('button', { type: 'button', onclick: end(false) }, confirm.deny?.text ?? 'Cancel'),
        make('button', { type: 'button', class: style, onclick: end(true) }, confirm.confirm?.text ?? 'Yes'),
      ),
    );
    dialog.addEventListener('close', end(false), { once: true });
    dialog.showModal();
  });
}
