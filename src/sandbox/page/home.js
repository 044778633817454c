/** The app's home tab, as the bot published it. */
import { drawBlocks } from './blocks.js';
import { keepFocus, make } from './dom.js';

const place = document.getElementById('home-blocks');
/** What is drawn: the view by id and hash, and the zone that its times are shown in. */
let drawn;

/** @param act carries out what is pressed or chosen there */
export function drawHome({ as, home, zone }, act) {
  const key = `${as} ${home?.id} ${home?.hash} ${zone}`;
  if (key === drawn) return;
  drawn = key;
  const blocks = home
    ? drawBlocks(home.blocks, { zone, act: (what) => act({ on: home.id, ...what }) })
    : [make('p', { class: 'context' }, 'Afterword has not published anything here yet.')];
  keepFocus(place, () => place.replaceChildren(...blocks));
}
