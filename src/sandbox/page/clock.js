/** The sandbox's clock: what time it is for the member, and winding it forward. */
import { sayTime } from './time.js';

const byId = (id) => document.getElementById(id);

/** @param seen `now` as it was at `drawnAt`, by the browser's clock */
export function drawClock({ now, drawnAt, zone }) {
  const instant = now + (Date.now() - drawnAt);
  byId('now').textContent = sayTime(instant, zone, 'full');
  byId('now').dateTime = new Date(instant).toISOString();
  byId('zone').textContent = zone.replaceAll('_', ' ');
}

/** @param wind carries it out; until that is done, no button winds again */
export function listenForWinding(wind) {
  const buttons = document.querySelectorAll('[data-wind]');
  for (const button of buttons) button.addEventListener('click', () => inTurn(buttons, button, wind));
}

async function inTurn(buttons, button, wind) {
  if (button.ariaDisabled === 'true') return;
  for (const one of buttons) one.ariaDisabled = 'true';
  await wind(button.dataset.wind);
  for (const one of buttons) one.ariaDisabled = null;
}
