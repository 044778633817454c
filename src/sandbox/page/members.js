/** Who one can be, and who has got something unread. */
import { make } from './dom.js';
import { placeOf } from './time.js';

const place = document.getElementById('members');
/** Messages of the bot that each member has read on this page. */
const read = new Map();

/**
 * @param options `isReading`: the conversation is on the screen; `become(id)` is called where another member is chosen
 * @returns how many messages the present member has not read
 */
export function drawMembers({ as, members }, { isReading, become }) {
  for (const { id, messages } of members)
    if ((id === as && isReading) || !read.has(id)) read.set(id, messages);
  const wanted = members.map(({ id, name, zone, messages }) => {
    const unread = messages - read.get(id);
    return { id, name, place: placeOf(zone), unread, isPressed: id === as };
  });
  const shape = JSON.stringify(wanted);
  if (place.dataset.shape !== shape) {
    const focused = document.activeElement?.dataset?.member;
    place.dataset.shape = shape;
    place.replaceChildren(
      make('legend', {}, 'You are'),
      ...wanted.map((member) => memberButton(member, () => become(member.id))),
    );
    if (focused) place.querySelector(`[data-member="${focused}"]`)?.focus();
  }
  return wanted.find(({ isPressed }) => isPressed)?.unread ?? 0;
}

function memberButton({ id, name, place: town, unread, isPressed }, onclick) {
  return make(
    'button',
    { type: 'button', 'data-member': id, 'aria-pressed': String(isPressed), onclick },
    make('span', { class: 'name' }, name),
    make('span', { class: 'place' }, ` in ${town}`),
    unread > 0 && !isPressed && unreadMark(unread),
  );
}

export function unreadMark(count) {
  return make('span', { class: 'unread' }, String(count), make('span', { class: 'unseen' }, ' unread'));
}
