/** The page: looks at the sandbox whenever something changed there, and draws what it sees. */
import { actAs, ask, followChanges, trouble } from './ask.js';
import { drawLedger, drawMishaps, drawPlanned, openBehind } from './behind.js';
import { drawChannel } from './channel.js';
import { drawClock, listenForWinding } from './clock.js';
import { listenForWords } from './composer.js';
import { drawConversation, follow } from './conversation.js';
import { listenForFiles } from './files.js';
import { drawForms } from './form.js';
import { drawHome } from './home.js';
import { drawMembers } from './members.js';
import { learnNames } from './names.js';
import { drawTabs, isOpen, listenForTabs } from './tabs.js';

let seen;
let sawSomething;
const firstSight = new Promise((resolve) => {
  sawSomething = resolve;
});

/** The page is there before the bot is: what is written meanwhile waits for it. */
async function act(what) {
  follow();
  await firstSight;
  return actAs(seen.as, what);
}

let isLooking = false;
let isStale = false;

/** One look at a time; what changes meanwhile is looked at afterwards. */
async function look() {
  isStale = true;
  if (isLooking) return;
  isLooking = true;
  try {
    while (isStale) await lookOnce();
  } finally {
    isLooking = false;
  }
}

async function lookOnce() {
  isStale = false;
  const found = await ask(`/look?as=${encodeURIComponent(seen?.as ?? '')}`);
  if (found.error) return trouble(found.error);
  // Another member was chosen meanwhile, and that look is to come.
  if (isStale && found.as !== seen?.as) return;
  draw({ ...found, drawnAt: Date.now() });
}

function draw(found) {
  seen = found;
  sawSomething();
  learnNames(seen);
  const unread = drawMembers(seen, { isReading: isOpen('messages'), become, enter });
  drawTabs(unread);
  drawClock(seen);
  drawPlanned(seen);
  drawLedger(seen);
  drawMishaps(seen, breakIt);
  drawHome(seen, act);
  drawConversation(seen, act);
  drawChannel(seen);
  drawForms(seen, act);
  document.getElementById('welcome').hidden = seen.conversation.length > 0;
}

async function breakIt(what) {
  await act({ do: 'break', what });
  await look();
}

async function become(id) {
  seen.as = id;
  trouble();
  if (isOpen('home')) await act({ do: 'open-home' });
  look();
}

async function enter(workspace) {
  const { as } = await act({ do: 'enter', workspace });
  if (as) become(as);
}

listenForTabs(async (tab) => {
  if (tab === 'home') await act({ do: 'open-home' });
  look();
});
for (const button of document.querySelectorAll('[data-story]')) {
  button.addEventListener('click', async () => {
    const { as } = await act({ do: 'story' });
    if (as) become(as);
  });
}
openBehind();
listenForWords(act);
listenForFiles(act);
listenForWinding(async (to) => {
  await act({ do: 'wind', to });
  await look();
});

for (const kind of ['error', 'unhandledrejection']) {
  window.addEventListener(kind, ({ message, reason }) => trouble(`This page failed: ${message ?? reason}`));
}
followChanges(look);
setInterval(() => seen && drawClock(seen), 1000);
