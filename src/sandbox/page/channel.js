/** The community's channel, as all its members see it. */
import { drawBlocks } from './blocks.js';
import { item } from './conversation.js';
import { make } from './dom.js';
import { mrkdwn } from './mrkdwn.js';

const list = document.getElementById('channel-messages');
const tab = document.getElementById('channel-tab');
let drawn;
// It scrolls, and holds nothing else that the keyboard could go to.
document.getElementById('channel').tabIndex = 0;

export function drawChannel({ channel, zone }) {
  const shape = JSON.stringify([channel, zone]);
  if (shape === drawn) return;
  drawn = shape;
  tab.textContent = `#${channel.name}`;
  const items = channel.messages.map((entry) => item('bot', entry, zone, bodyOf(entry, zone)));
  const none = make('li', { class: 'context' }, 'Nobody has posted anything here yet.');
  list.replaceChildren(...(items.length > 0 ? items : [none]));
}

/** What the bot posts here has nothing to press. */
function bodyOf({ text, blocks }, zone) {
  return blocks.length > 0 ? drawBlocks(blocks, { zone, act: () => {} }) : mrkdwn(text, zone);
}
