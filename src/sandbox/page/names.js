/** What people and channels are called, by the ids that stand in messages and forms. */
let names = new Map();
let channels = [];

export function learnNames({ members, channel }) {
  channels = [channel];
  names = new Map([...members, ...channels].map(({ id, name }) => [id, name]));
}

/** `@U1` or `#C1` as people read it. */
export function mentionOf(target) {
  return `${target.slice(0, 1)}${names.get(target.slice(1)) ?? target.slice(1)}`;
}

/** The channels that a form can offer. */
export function channelOptions() {
  return channels.map(({ id, name }) => ({ value: id, text: { text: `#${name}` } }));
}
