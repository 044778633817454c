/** What each nudge says to do. The reason comes from the rule; these are the words of the advice. */
import { localDate, sayDate, sayInstant } from '../../etiquette/calendar.ts';
import type { Answer, Application, Interview, Rule } from '../../etiquette/facts.ts';
import { asksForAnswer, isOverdue, type Nudge } from '../../etiquette/nudge.ts';
import { replyByOf } from '../../etiquette/patience.ts';
import { currentRound, ending } from '../../etiquette/rounds.ts';
import { escapeMrkdwn, listOf, nameOf } from './text.ts';

/** People whom a line names; of a larger panel it says how many more there are. */
const NAMED = 6;

export type Subject = {
  nudge: Nudge;
  application: Application;
  interview?: Interview | undefined;
  zone: string;
  now: Date;
};

/** A line of mrkdwn: what to do now, for which application. */
export function whatToDo(subject: Subject): string {
  return `*${TITLES[subject.nudge.rule](subject)}*\n${ADVICE[subject.nudge.rule](subject)}`;
}

/** The same in short, for notifications and lists. */
export function titleOf(subject: Subject): string {
  return TITLES[subject.nudge.rule](subject);
}

type Words = Record<Rule, (subject: Subject) => string>;

const TITLES: Words = {
  closing: (s) => `${name(s)}: before you go in`,
  debrief: (s) => `${name(s)}: how did it end?`,
  'thank-you': (s) => `${name(s)}: thank ${peopleToThank(s)}`,
  'thank-you-last-call': (s) => `${name(s)}: last call for the thank-you note`,
  material: (s) => `${name(s)}: send ${promised(s)}`,
  'handwritten-note': (s) => `${name(s)}: a note by hand`,
  'check-in': (s) => `${name(s)}: ask where they are in the process`,
  'moving-on': (s) => `${name(s)}: time to move on?`,
  'gracious-reply': (s) => `${name(s)}: reply to their no`,
  'stay-in-touch': (s) => `${name(s)}: say hello again`,
  offer: (s) => `${name(s)}: ${asksForAnswer(s.nudge) ? 'answer' : 'thank them for'} their offer`,
};

const ADVICE: Words = {
  closing: () =>
    'Say: “I would really like to do this job. Thank you for your time.” Ask, unless they have said: “When can I expect to hear back from you?”',
  debrief: () =>
    'Did they say when they will answer, or ask you to wait? Did you promise to send anything? A minute now, and every reminder comes on the right day.',
  'thank-you': (s) =>
    isLate(s)
      ? 'The first day has passed, but late is still better than none. Three to five sentences by email are enough.'
      : 'Three to five sentences by email: thanks first, one detail you talked about, and that you want the job.',
  'thank-you-last-call': (s) => `Send it now, to ${peopleToThank(s)}; a short one is fine.`,
  material: ({ nudge }) =>
    isOverdue(nudge)
      ? 'It is late, but late is still better than not at all. Mark it done here once it is sent.'
      : 'Send it on time, and mark it done here.',
  'handwritten-note': () => 'A plain card, three sentences in your own hand, posted to the office.',
  'check-in': () =>
    'Call or write, politely and without a reproach: thank them for considering you, and ask where they are in the process. Silence need not mean no.',
  'moving-on': () => 'You need not wait any longer. Close it here, and put your energy into the next one.',
  'gracious-reply': () =>
    'I am sorry. Thank them once more, ask them to keep your résumé on file, and wish them well. It burns no bridge.',
  'stay-in-touch': () => 'Two or three friendly sentences, and an updated résumé if you have one.',
  offer: (s) =>
    asksForAnswer(s.nudge)
      ? `Decide, and tell them${byTheirDate(s)}. Be it yes or no, thank them with it.`
      : 'Congratulations! Thank them, say by when you will decide, and keep that date.',
};

function name({ application }: Subject): string {
  return nameOf(application);
}

function peopleToThank({ interview }: Subject): string {
  const names = (interview?.interviewers ?? [])
    .filter(({ thankedAt }) => !thankedAt)
    .map((person) => escapeMrkdwn(person.name));
  if (names.length === 0) return 'everyone you met';
  return listOf(names.length > NAMED ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names);
}

function promised({ nudge, interview }: Subject): string {
  const promise = interview?.promises.find(({ id }) => id === nudge.promiseId);
  return promise ? escapeMrkdwn(promise.what) : 'what you promised';
}

/** " by Wednesday, 9 December" */
function byTheirDate({ application, now }: Subject): string {
  const answerBy = ending(application)?.answerBy;
  return answerBy ? ` by ${sayDate(answerBy, now)}` : '';
}

function isLate({ nudge, now }: Subject): boolean {
  return nudge.lateFrom !== undefined && now >= nudge.lateFrom;
}

/** What they said about their answer, a line each; of the round that counts the day that they named last, wherever it was told. */
export function saidLines(application: Application, interview: Interview, now: Date): string[] {
  const { holdOffUntil, noContact, nextDayInvited, zone } = interview;
  const isCurrent = currentRound(application)?.id === interview.id;
  const replyBy = isCurrent ? replyByOf({ application, interview }) : interview.replyBy;
  return [
    ...(replyBy ? [`They answer by ${sayDate(replyBy, now)}`] : []),
    ...(holdOffUntil ? [`Not to be contacted before ${sayDate(localDate(holdOffUntil, zone), now)}`] : []),
    ...(noContact ? ['“Don’t call us, we call you”'] : []),
    ...(nextDayInvited ? ['They asked you to get in touch on the next day'] : []),
  ];
}

/** "; to be answered by Wednesday, 9 December", of an offer with a date. */
export function sayAnswerBy({ answerBy }: Answer, now: Date): string {
  return answerBy ? `; to be answered by ${sayDate(answerBy, now)}` : '';
}

/** "Thursday, 26 November at 15:00", and the interview's own clock where that is another. */
export function whenItIs(interview: Interview, zone: string, now: Date): string {
  const local = sayInstant(interview.startsAt, zone, now);
  const there = sayInstant(interview.startsAt, interview.zone, now);
  if (local === there) return `${local} (${escapeMrkdwn(zone)})`;
  return `${local} (${escapeMrkdwn(zone)}), which is ${there} (${escapeMrkdwn(interview.zone)})`;
}
