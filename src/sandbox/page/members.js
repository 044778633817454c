/** Who one can be, in which workspace, and who has got something unread. */
import { make } from './dom.js';
import { placeOf } from './time.js';

const byId = (id) => document.getElementById(id);
/** Messages of the bot that each member has read on this page. */
const read = new Map();
/** Whom one was last, in each workspace. */
const last = new Map();

/**
 * @param options `isReading`: the conversation is on the screen; `become(id)` is called where another member is chosen,
 *   `enter(name)` where a workspace is that was not open yet
 * @returns how many messages the present member has not read
 */
export function drawMembers({ as, members, workspace, workspaces }, { isReading, become, enter }) {
  for (const { id, messages } of members)
    if ((id === as && isReading) || !read.has(id)) read.set(id, messages);
  last.set(workspace, as);
  const unread = ({ id, messages }) => messages - read.get(id);
  const of = (name) => members.filter((member) => member.workspace === name);
  const people = of(workspace).map((member) => ({
    ...{ key: member.id, name: member.name, place: ` in ${placeOf(member.zone)}` },
    ...{ unread: unread(member), isPressed: member.id === as },
  }));
  const places = workspaces.map((name) => ({
    ...{ key: name, name, isPressed: name === workspace },
    unread: of(name).reduce((sum, member) => sum + unread(member), 0),
  }));
  const visit = (name) => (last.has(name) ? become(last.get(name)) : enter(name));
  drawSwitch(byId('workspaces'), 'Workspace', places, visit);
  drawSwitch(byId('members'), 'You are', people, become);
  return people.find(({ isPressed }) => isPressed)?.unread ?? 0;
}

/** Drawn again only where something changed, and the focus stays. */
function drawSwitch(place, legend, choices, choose) {
  const shape = JSON.stringify(choices);
  if (place.dataset.shape === shape) return;
  const focused = place.contains(document.activeElement) && document.activeElement.dataset.choice;
  place.dataset.shape = shape;
  place.replaceChildren(
    make('legend', {}, legend),
    ...choices.map((choice) => choiceButton(choice, () => choose(choice.key))),
  );
  if (focused) place.querySelector(`[data-choice="${CSS.escape(focused)}"]`)?.focus();
}

function choiceButton({ key, name, place, unread, isPressed }, onclick) {
  return make(
    'button',
    { type: 'button', 'data-choice': key, 'aria-pressed': String(isPressed), onclick },
    make('span', { class: 'name' }, name),
    place && make('span', { class: 'place' }, place),
    unread > 0 && !isPressed && unreadMark(unread),
  );
}

export function unreadMark(count) {
  return make('span', { class: 'unread' }, String(count), make('span', { class: 'unseen' }, ' unread'));
}
