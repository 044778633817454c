/** What goes on behind the conversation: what is planned and why, what became of it, and what one can break. */
import { make } from './dom.js';
import { mrkdwn } from './mrkdwn.js';
import { sayTime } from './time.js';

const byId = (id) => document.getElementById(id);
const details = document.querySelector('#behind details');
const wide = window.matchMedia('(width >= 70rem)');
const COUNTS = { due: 'due', arrived: 'arrived', doubled: 'twice', lost: 'lost' };
/** Told where there is one; there seldom is. */
const RARE = { waiting: 'on the way', late: 'too late, not sent' };

/** Beside the conversation where there is room; elsewhere it opens from its first line. */
export function openBehind() {
  const follow = () => {
    details.open = wide.matches;
  };
  wide.addEventListener('change', follow);
  follow();
}

export function drawPlanned({ planned, zone }) {
  const [next] = planned;
  byId('next').replaceChildren(
    make(
      'span',
      { class: 'soon' },
      next ? `Next: ${sayTime(next.at, zone, 'moment')}` : 'Nothing is planned yet',
    ),
    ...(next ? [' ', make('span', {}, line(next.title, zone))] : []),
  );
  byId('planned').replaceChildren(
    ...planned.map(({ at, title, why }) =>
      make(
        'li',
        {},
        make('time', { datetime: new Date(at).toISOString() }, sayTime(at, zone, 'moment')),
        make('strong', {}, line(title, zone)),
        make('span', {}, line(why, zone)),
      ),
    ),
  );
}

export function drawLedger({ ledger }) {
  const rare = Object.entries(RARE).filter(([name]) => ledger[name] > 0);
  byId('ledger').replaceChildren(
    ...[...Object.entries(COUNTS), ...rare].map(([name, words]) =>
      make('div', { class: name }, make('dt', {}, words), make('dd', {}, String(ledger[name]))),
    ),
  );
}

/** @param befall carries one out; until that is done, nothing else breaks */
export function drawMishaps({ mishaps }, befall) {
  const place = byId('mishaps');
  if (place.childElementCount > 0) return;
  const buttons = mishaps.map(({ name, label, what }) =>
    make('button', { type: 'button', title: what, onclick: () => inTurn(name) }, label),
  );
  async function inTurn(name) {
    if (buttons.some(({ ariaDisabled }) => ariaDisabled)) return;
    for (const button of buttons) button.ariaDisabled = 'true';
    // What happens is told in the conversation.
    details.open = wide.matches;
    await befall(name);
    for (const button of buttons) button.ariaDisabled = null;
  }
  place.append(...buttons);
}

function line(text, zone) {
  const [first] = mrkdwn(text, zone);
  return [...first.childNodes];
}
