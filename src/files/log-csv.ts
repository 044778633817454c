/** The dated log that unemployment offices ask for: what the member did for each application, and what came of it. */
import { localDate, sayTime } from '../etiquette/calendar.ts';
import type { Answer, Application, Delivery, Facts, Interview, Outcome, Rule } from '../etiquette/facts.ts';
import { endOf, isCalledOff } from '../etiquette/rounds.ts';
import { notesSent } from '../etiquette/rules/thank-you.ts';

const COLUMNS = ['Date', 'Time', 'Zone', 'Company', 'Role', 'Activity', 'With', 'Result'];

/** What a member did when they marked such a nudge as done. Of the others the facts themselves say more. */
const DONE: Partial<Record<Rule, string>> = {
  'handwritten-note': 'Note by hand sent',
  'check-in': 'Check-in sent',
  'gracious-reply': 'Reply to the rejection sent',
  'stay-in-touch': 'Stayed in touch',
  offer: 'Reply to the offer sent',
};
const THANKS: readonly Rule[] = ['thank-you', 'thank-you-last-call'];

const HEARD: Record<Outcome, [activity: string, result: string]> = {
  'next-round': ['Answer heard', 'Invited to a next round'],
  waiting: ['Answer heard', 'Not decided yet'],
  postponed: ['Answer heard', 'Interview moved'],
  'no-show': ['Answer heard', 'Nobody showed up'],
  offer: ['Answer heard', 'Offer'],
  rejection: ['Answer heard', 'Rejection'],
  withdrawn: ['Withdrew the application', 'Withdrawn'],
  'no-answer': ['Closed the application', 'No answer'],
};

type Entry = { at: Date; activity: string; people?: readonly string[]; result?: string };

/**
 * A row for each thing that happened until `now`, the first one first; dates and times as clocks in the member's zone show
 * them. CSV by RFC 4180, with the byte order mark without which Excel takes UTF-8 for something else.
 */
export function logCsv({ settings: { zone }, applications, deliveries }: Facts, now: Date): string {
  const rows = applications
    .flatMap((application) =>
      entriesOf(application, deliveries, now).map((entry) => ({ ...entry, application })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, activity, people = [], result = '', application: { company, role = '' } }) => [
      ...[localDate(at, zone), sayTime(at, zone), zone, company, role, activity],
      people.join('; '),
      result,
    ]);
  return `\uFEFF${[COLUMNS, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}

function entriesOf(application: Application, deliveries: readonly Delivery[], now: Date): Entry[] {
  const history = deliveries.filter(({ applicationId }) => applicationId === application.id);
  const entries: Entry[] = [
    { at: application.createdAt, activity: 'Application recorded' },
    ...application.interviews.flatMap((interview) => [
      ...heldInterview(application, interview, now),
      ...thanks(application, interview, history),
      ...material(interview),
    ]),
    ...application.answers.flatMap((answer) => heard(application, answer)),
    ...letters(history),
  ];
  return entries.filter(({ at }) => at <= now);
}

function namesOf({ interviewers }: Interview): string[] {
  return interviewers.map(({ name }) => name);
}

/** An interview that was moved or called off did not take place at its time, and one that is not over may not. */
function heldInterview(application: Application, interview: Interview, now: Date): Entry[] {
  const said = application.answers.filter(({ interviewId }) => interviewId === interview.id);
  const isMoved = said.some(({ outcome }) => outcome === 'postponed');
  const isMissed = said.some(({ outcome }) => outcome === 'no-show');
  if (isMoved || isCalledOff(application, interview) || endOf(interview) > now) return [];
  const activity =
    interview.kind === 'other' ? 'Interview' : `Interview (${interview.kind.replace('-', ' ')})`;
  return [
    {
      at: interview.startsAt,
      activity,
      people: namesOf(interview),
      result: isMissed ? 'Nobody showed up' : 'Took place',
    },
  ];
}

/** Each note with whom it thanked; where nobody was named, the one that the member marked as sent. */
function thanks(application: Application, interview: Interview, history: readonly Delivery[]): Entry[] {
  const activity = 'Thank-you note sent';
  if (interview.interviewers.length > 0)
    return notesSent(application, interview).map(({ at, people }) => ({
      ...{ at, activity },
      people: people.map(({ name }) => name),
    }));
  const done = history.filter(
    ({ rule, interviewId }) => THANKS.includes(rule) && interviewId === interview.id,
  );
  const at = firstDone(done);
  return at ? [{ at, activity }] : [];
}

function material(interview: Interview): Entry[] {
  return interview.promises.flatMap(({ what, dueAt, sentAt }) =>
    sentAt
      ? [
          {
            at: sentAt,
            activity: `Material sent: ${what}`,
            people: namesOf(interview),
            result: sentAt <= dueAt ? 'On time' : 'Late',
          },
        ]
      : [],
  );
}

/** That nobody showed up stands at the interview already, where it is known which. */
function heard({ interviews }: Application, answer: Answer): Entry[] {
  const about = interviews.find(({ id }) => id === answer.interviewId);
  if (about && answer.outcome === 'no-show') return [];
  const [activity, result] = HEARD[answer.outcome];
  const people = about ? namesOf(about) : [];
  return [{ at: answer.heardAt, activity, people, result: `${result}${untilWhen(answer)}` }];
}

function untilWhen({ replyBy, answerBy }: Answer): string {
  if (replyBy) return `, answer by ${replyBy}`;
  return answerBy ? `, to be answered by ${answerBy}` : '';
}

/** A nudge that was snoozed was delivered more than once: it counts when it was first done. */
function letters(history: readonly Delivery[]): Entry[] {
  return [...new Set(history.map(({ nudgeId }) => nudgeId))].flatMap((nudgeId) => {
    const same = history.filter((one) => one.nudgeId === nudgeId);
    const activity = same[0] && DONE[same[0].rule];
    const at = firstDone(same);
    return activity && at ? [{ at, activity }] : [];
  });
}

function firstDone(deliveries: readonly Delivery[]): Date | undefined {
  const times = deliveries.flatMap(({ doneAt }) => (doneAt ? [doneAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/**
 * A cell that a spreadsheet does not take for a formula (owasp.org, "CSV Injection"): the apostrophe makes text of it. Then
 * quoted where RFC 4180 asks for it, and where a spreadsheet that parts cells by semicolons would begin another one.
 */
function cell(value: string): string {
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
