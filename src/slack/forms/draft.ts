import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import { sayDate } from '../../etiquette/calendar.ts';
import type { Facts, Rule } from '../../etiquette/facts.ts';
import { type FoundNudge, findInterview, findNudge } from '../../etiquette/find.ts';
import { mayIWrite } from '../../etiquette/may-i-write.ts';
import { pursuitsOf } from '../../etiquette/nudge.ts';
import { isLetterOvertaken, THANKS } from '../../etiquette/overtaken.ts';
import { endOf } from '../../etiquette/rounds.ts';
import { markDone } from '../../journal/deliveries.ts';
import { draftId, draftsOf, keepDrafts } from '../../journal/drafts.ts';
import { factsOf } from '../../journal/journal.ts';
import { markThanked } from '../../journal/thanks.ts';
import type { Letter } from '../../letters/letter.ts';
import { lettersAbout } from '../../letters/letters.ts';
import type { Desk } from '../app.ts';
import { GONE, NOTHING_TO_WRITE, standingIn } from '../blocks/answers.ts';
import { type Draft, type Drafts, draftForm, fieldOf, openedWith, sendPage } from '../blocks/forms/draft.ts';
import { sentence } from '../blocks/text.ts';
import { noticeView } from '../blocks/views.ts';
import { type Found, foundBehind, openForm, updateModal } from '../press.ts';
import { NO_LONGER_RECORDED, type Outcome, type Submission, submitted } from './form.ts';

/** As the form's fields have it: Slack holds members to that, and nobody else is to come past it. */
const TOO_LONG = 'A subject can have 250 characters, and a letter 3,000. Shorten it, please.';

const sent = z.object({ about: z.string(), letter: z.string() });

export function listenForDrafts(app: App, desk: Desk): void {
  app.action<BlockButtonAction>('nudge.draft', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, async ({ member, facts }) => {
      const about = action.value ?? '';
      const found = findNudge(facts, about);
      const now = desk.journal.now();
      if (found && isLetterOvertaken(found, now))
        return noticeView(sentence(standingIn({ status: 'overtaken', ...found, facts }, now)));
      const drafts = await draftsAbout(desk, member.id, facts, about);
      if (drafts?.letters.length === 0) return noticeView(NOTHING_TO_WRITE);
      return drafts && draftForm(drafts);
    });
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'nudge.draft', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      await submitted(desk, { ack, view, body, client }, (submission) => keepAsEdited(desk, submission));
    },
  );

  app.action<BlockButtonAction>('draft.sent', async ({ ack, action, body, client }) => {
    await ack();
    await updateModal(client, body.view?.id ?? '', async () => {
      const found = await foundBehind(desk, body);
      const drafts = found && (await markSent(desk, found, sent.parse(JSON.parse(action.value ?? ''))));
      return drafts ? sendPage(drafts) : noticeView(GONE);
    });
  });

  // A link opens by itself; Slack wants to know that it was heard.
  app.action(/^draft\.(gmail|outlook)$/, ({ ack }) => ack());
}

/** The letters of a nudge, as they were edited where they were. */
async function draftsAbout(
  { journal }: Desk,
  memberId: string,
  facts: Facts,
  about: string,
): Promise<Drafts | undefined> {
  const found = findNudge(facts, about);
  const nudge = found?.delivery ? { ...found.delivery, id: found.delivery.nudgeId } : found?.nudge;
  if (!found || !nudge) return undefined;
  const { application, interview } = found;
  const now = journal.now();
  const letters = lettersAbout(nudge, application, { settings: facts.settings, now });
  const edited = await draftsOf(
    journal,
    memberId,
    letters.map(({ key }) => key),
  );
  const asEdited = (letter: Letter): Draft => ({
    ...letter,
    ...edited.find(({ key }) => key === letter.key),
    id: draftId(letter.key),
  });
  const notYet = tooSoon(nudge.rule, found, facts, now);
  return { application, interview, letters: letters.map(asEdited), about, notYet };
}

/** Whoever acts ahead is told that it is early, to ask how things stand or to thank for a talk that is to come. */
function tooSoon(
  rule: Rule,
  { application, interview }: Pick<FoundNudge, 'application' | 'interview'>,
  facts: Facts,
  now: Date,
): string | undefined {
  if (THANKS.includes(rule) && interview && endOf(interview) > now)
    return '*Not yet*: the talk that it thanks for is not over.';
  const pursuit = pursuitsOf(facts).find((one) => one.application === application);
  const verdict = pursuit && rule === 'check-in' ? mayIWrite(pursuit, now) : undefined;
  if (!verdict || verdict.verdict === 'now') return undefined;
  const until = verdict.verdict === 'wait' ? `Not before ${sayDate(verdict.notBefore, now)}` : 'Leave it';
  return `*${until}*: ${verdict.why}`;
}

async function keepAsEdited(desk: Desk, { member, facts, about, fields }: Submission): Promise<Outcome> {
  const opened = openedWith(about);
  const drafts = await draftsAbout(desk, member.id, facts, opened.about);
  const count = opened.ids.length;
  if (!drafts) return { errors: { [fieldOf('text', 0, count)]: NO_LONGER_RECORDED } };
  const letters = drafts.letters.map((letter) => {
    // Somebody may have been thanked since the form was opened: the ids say which field is whose.
    const index = opened.ids.indexOf(letter.id);
    if (index < 0) return letter;
    const subject = fields.text(fieldOf('subject', index, count)) || letter.subject;
    return { ...letter, subject, text: fields.text(fieldOf('text', index, count)) || letter.text };
  });
  const tooLong = letters.findIndex(({ subject, text }) => subject.length > 250 || text.length > 3000);
  const field = opened.ids.indexOf(letters[tooLong]?.id ?? '');
  if (field >= 0) return { errors: { [fieldOf('text', field, count)]: TOO_LONG } };
  const isEdited = ({ key, subject, text }: Letter) =>
    !drafts.letters.some((one) => one.key === key && one.subject === subject && one.text === text);
  const areKept = await keepDrafts(desk.journal, member.id, drafts.application.id, letters.filter(isEdited));
  if (!areKept) return { errors: { [fieldOf('text', 0, count)]: NO_LONGER_RECORDED } };
  return { view: sendPage({ ...drafts, letters }) };
}

/** Thanks those whom the letter thanks; any other letter that was sent is its nudge done. */
async function markSent(
  desk: Desk,
  { member, facts }: Found,
  { about, letter: id }: z.infer<typeof sent>,
): Promise<Drafts | undefined> {
  const before = await draftsAbout(desk, member.id, facts, about);
  const letter = before?.letters.find((one) => one.id === id);
  if (letter && letter.for.length > 0) await markThanked(desk.journal, member.id, letter.for);
  else if (letter) await markDone(desk.journal, member.id, about);
  const after = await factsOf(desk.journal, member.id);
  const { application, interview } = before ?? {};
  const now = interview ? findInterview(after, interview.id) : undefined;
  const letters = before?.letters.filter((one) => one !== letter);
  return application && letters && { application, interview: now?.interview ?? interview, letters, about };
}
