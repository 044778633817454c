/** A rich story in which every word of the member's carries a mark, by which it is found wherever it got to. */
import type { Message, User, View } from '../../src/standin/index.ts';
import { nudgeMessages, nudgesIn, type Story } from './story.ts';

/** Stands nowhere else. */
export const MARK = 'Qzxvkwj';

const DANA = `${MARK}dana Fox`;
const ADDRESS = `${MARK}@${MARK}.example`.toLowerCase();

/** Ada types something into every field that there is, and says it in every other way too. */
export async function tellEverything(story: Story): Promise<void> {
  const ada = story.slack.addUser({ name: `${MARK}ada Byron`, tz: 'Europe/Berlin', role: 'admin' });
  await record(story, ada);
  await debrief(story, ada);
  await editDrafts(story, ada);
  await sign(story, ada);
  await edit(story, ada);
  await dropInvitation(story, ada);
  await speak(story, ada);
  await share(story, ada);
  await story.wind(new Date('2026-12-20T12:00:00+01:00'));
}

async function record({ slack }: Story, ada: User): Promise<void> {
  await slack.slash(ada, '/interview', '');
  const form = await slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.add');
  await save({ slack }, ada, form, {
    company: `${MARK}acme`,
    role: `${MARK}engineer`,
    'starts-at': new Date('2026-11-24T15:00:00+01:00'),
    interviewers: `${DANA} ${ADDRESS}: ${MARK}platform`,
    agency: `${MARK}mia Ray <${ADDRESS}>`,
  });
}

async function debrief({ slack, say, wind }: Story, ada: User): Promise<void> {
  await wind(new Date('2026-11-24T18:30:00+01:00'));
  await slack.click(ada, await say(ada, `show ${MARK}acme`), 'interview.debrief');
  const form = await slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.debrief');
  await save({ slack }, ada, form, {
    interviewers: `${DANA} ${ADDRESS}\n${MARK}bo Li`,
    'talking-point': `the ${MARK}garden`,
    materials: `${MARK}references, 2026-11-26 16:00`,
    coordinator: `${MARK}kim Day ${ADDRESS}`,
  });
}

async function editDrafts({ slack }: Story, ada: User): Promise<void> {
  const message = last(nudgeMessages(slack, ada));
  const thanks = nudgesIn(message).find(({ rule }) => rule === 'thank-you');
  await slack.click(ada, message, 'nudge.draft', { value: thanks?.id ?? '' });
  const form = await slack.waitForView(ada, ({ callback_id }) => callback_id === 'nudge.draft');
  const fields = form.blocks.flatMap(({ block_id }) =>
    /^(subject|text)/.test(block_id ?? '') ? [block_id ?? ''] : [],
  );
  // Long, and the same again and again: the kind of value that a database squeezes.
  const text = `Dear ${MARK}dana, `.repeat(150);
  await save(
    { slack },
    ada,
    form,
    Object.fromEntries(fields.map((field) => [field, field.startsWith('text') ? text : `${MARK}thanks`])),
  );
}

async function sign({ slack }: Story, ada: User): Promise<void> {
  await slack.slash(ada, '/interview', 'settings');
  const form = await slack.waitForView(ada, ({ callback_id }) => callback_id === 'member.settings');
  await save({ slack }, ada, form, { signature: `${MARK}ada` });
}

async function edit({ slack, say }: Story, ada: User): Promise<void> {
  await slack.click(ada, await say(ada, `show ${MARK}acme`), 'interview.edit');
  const form = await slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.edit');
  await save({ slack }, ada, form, { company: `${MARK}acme Europe` });
}

async function dropInvitation({ slack }: Story, ada: User): Promise<void> {
  const content = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REQUEST', 'BEGIN:VEVENT', `UID:${MARK}@google.com`],
    ...['DTSTART:20261201T100000Z', 'DTEND:20261201T104500Z', 'DTSTAMP:20261123T120000Z'],
    ...[`ORGANIZER;CN=${DANA}:mailto:${ADDRESS}`, `SUMMARY:Interview with ${MARK}globex`],
    ...[`DESCRIPTION:${MARK} notes`, `LOCATION:${MARK} street`, 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
  const after = await slack.dropFile(ada, { name: `${MARK}.ics`, content, text: `${MARK} invited me` });
  const answer = await slack.waitForMessage(ada, () => true, { after });
  await slack.click(ada, answer, 'interview.add');
  await save({ slack }, ada, await slack.waitForView(ada), {});
}

/** In commands and in plain words, understood or not. */
async function speak({ slack, say }: Story, ada: User): Promise<void> {
  const commands = [
    `${MARK}initech, ${MARK}tester, tomorrow 3pm with ${DANA} ${ADDRESS}`,
    `add company="${MARK}hooli" role="${MARK}cook" at="2026-12-02 15:00" with="${DANA} <${ADDRESS}>"`,
    `heard rejection ${MARK}initech`,
    ...[
      `when ${MARK}hooli`,
      `plan ${MARK}hooli`,
      `${MARK} ${MARK} ${MARK}`,
      `show ${MARK}nobody`,
      'stats',
      'export',
    ],
  ];
  for (const command of commands) await say(ada, command);
  for (const words of [`they moved ${MARK}hooli`, `${MARK}umbrella on Friday 3pm`, `I am ${MARK} today`]) {
    const after = await slack.sendDm(ada, words);
    await slack.waitForMessage(ada, ({ metadata }) => metadata?.event_type !== 'nudge', { after });
  }
  await slack.openHome(ada);
  await slack.waitForHome(ada);
}

/** To a channel that she chose herself, as an organiser. */
async function share({ slack, say }: Story, ada: User): Promise<void> {
  await slack.slash(ada, '/interview', 'digest');
  const choice = await slack.waitForView(ada, ({ callback_id }) => callback_id === 'community.digest');
  await save({ slack }, ada, choice, { channel: slack.addChannel('job-search').id });
  await say(ada, `add company="${MARK}stark" at="2026-11-20 10:00"`);
  await slack.click(ada, await say(ada, `heard offer ${MARK}stark`), 'community.share');
  const form = await slack.waitForView(ada, ({ callback_id }) => callback_id === 'community.share');
  await save({ slack }, ada, form, { words: `${MARK}stark it is` });
}

async function save(
  { slack }: Pick<Story, 'slack'>,
  ada: User,
  form: View,
  filling: Parameters<Story['slack']['submit']>[2],
): Promise<void> {
  const { errors, view } = await slack.submit(ada, form, filling);
  if (errors) throw new Error(JSON.stringify(errors));
  if (view) await slack.closeView(ada, view);
}

function last(messages: readonly Message[]): Message {
  const message = messages.at(-1);
  if (!message) throw new Error('no nudge yet');
  return message;
}
