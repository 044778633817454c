/** What happens to a member: interviews, what employers say, and what the member tells of it. */
import { addDays, atLocal, HOUR, isBusinessDay, localDate, MINUTE } from '../../src/etiquette/calendar.ts';
import type {
  Answer,
  Application,
  Facts,
  Interview,
  LocalDate,
  Settings,
} from '../../src/etiquette/facts.ts';
import * as assumed from './assumptions.ts';
import { type Chance, pickerOf } from './random.ts';

/** Something that the member does, or hears of and tells. */
export type Happening = { at: Date; change: (facts: Facts) => Facts };

export type Member = { chance: Chance; settings: Settings; attention: { reacts: number; tells: number } };

const roundsFor = pickerOf(assumed.ROUNDS);
const hourFor = pickerOf(assumed.HOURS);
const minutesPastFor = pickerOf(assumed.MINUTES_PAST);
const lengthFor = pickerOf(assumed.LENGTHS);

/** Looks like the ids of the database, which stand in the names of nudges. */
export function idFor(chance: Chance): string {
  const part = () =>
    chance
      .below(2 ** 16)
      .toString(16)
      .padStart(4, '0');
  return `0197${part()}-${part()}-7${part().slice(1)}-8${part().slice(1)}-${part()}${part()}${part()}`;
}

/** All that happens about one application, from the first interview on. */
export function pursue(member: Member, from: LocalDate): Happening[] {
  const { chance, settings } = member;
  const application: Application = {
    ...{ id: idFor(chance), company: 'Acme & Sons', role: 'Engineer' },
    ...{ traditional: chance.happens(assumed.TRADITIONAL), stayInTouch: true },
    ...{ createdAt: new Date(0), interviews: [], answers: [] },
  };
  const happenings: Happening[] = [];
  let date = from;
  for (let left = roundsFor(chance); left > 0; left--) {
    const interview = interviewOn(member, date);
    happenings.push(recording(member, application, interview));
    const answer = answerTo(member, interview, left > 1);
    if (!answer) return happenings;
    const isTold = chance.happens(member.attention.tells);
    if (isTold) happenings.push({ at: answer.heardAt, change: adding(application.id, answer) });
    if (answer.outcome !== 'next-round') return happenings;
    date = addDays(
      localDate(answer.heardAt, settings.zone),
      1 + Math.round(chance.around(assumed.DAYS_AHEAD)),
    );
  }
  return happenings;
}

function interviewOn({ chance, settings }: Member, from: LocalDate): Interview {
  let date = from;
  while (!isBusinessDay(date, settings)) date = addDays(date, 1);
  const startsAt = atLocal(date, hourFor(chance) * 60 + minutesPastFor(chance), settings.zone);
  const minutes = lengthFor(chance);
  const people = 1 + chance.below(assumed.INTERVIEWERS_AT_MOST);
  const promises = chance.happens(assumed.PROMISES_SOMETHING) ? 1 + chance.below(2) : 0;
  return {
    ...{ id: idFor(chance), startsAt, minutes, zone: settings.zone, kind: 'technical' },
    interviewers: Array.from({ length: people }, () => ({
      ...{ id: idFor(chance), name: 'Grace Hopper', email: 'grace.hopper@acme.example' },
    })),
    promises: Array.from({ length: promises }, () => ({
      ...{ id: idFor(chance), what: 'two references and the code' },
      dueAt: atLocal(
        addDays(date, 1 + chance.below(5)),
        chance.happens(0.5) ? 17 * 60 : 12 * 60,
        settings.zone,
      ),
    })),
    ...{ noContact: false, nextDayInvited: false },
  };
}

/** The member tells of an interview: mostly some days before it, else when it is over. The first one brings the application. */
function recording({ chance, settings }: Member, application: Application, interview: Interview): Happening {
  const isBefore = chance.happens(assumed.RECORDED_BEFORE);
  const days = isBefore ? -1 - Math.floor(chance.around(assumed.DAYS_AHEAD)) : chance.below(2);
  const day = addDays(localDate(interview.startsAt, settings.zone), days);
  const evening = days === 0 ? 18 * 60 + 30 : 8 * 60;
  const at = new Date(
    atLocal(day, evening, settings.zone).getTime() + secondsWithin(chance, 22 * HOUR - evening * MINUTE),
  );
  const recorded = { ...interview, recordedAt: at };
  return {
    at,
    change: (facts) => ({
      ...facts,
      applications: facts.applications.some(({ id }) => id === application.id)
        ? facts.applications.map((one) =>
            one.id === application.id ? { ...one, interviews: [...one.interviews, recorded] } : one,
          )
        : [...facts.applications, { ...application, createdAt: at, interviews: [recorded] }],
    }),
  };
}

function secondsWithin(chance: Chance, ms: number): number {
  return chance.below(Math.floor(ms / 1000)) * 1000;
}

/** What the employer says, and when the member tells it; nothing from those who never answer. */
function answerTo({ chance, settings }: Member, interview: Interview, goesOn: boolean): Answer | undefined {
  if (!chance.happens(assumed.EMPLOYER_ANSWERS)) return undefined;
  let date = addDays(
    localDate(interview.startsAt, settings.zone),
    1 + Math.floor(chance.around(assumed.ANSWER_DAYS)),
  );
  while (!isBusinessDay(date, settings)) date = addDays(date, 1);
  const heardAt = new Date(atLocal(date, 9 * 60, settings.zone).getTime() + secondsWithin(chance, 11 * HOUR));
  const id = idFor(chance);
  if (goesOn) return { id, heardAt, outcome: 'next-round' };
  if (chance.happens(assumed.OFFER))
    return { id, heardAt, outcome: 'offer', answerBy: addDays(date, 4 + chance.below(6)) };
  return { id, heardAt, outcome: chance.happens(assumed.WITHDRAWN) ? 'withdrawn' : 'rejection' };
}

export function adding(applicationId: string, answer: Answer): Happening['change'] {
  return (facts) => ({
    ...facts,
    applications: facts.applications.map((one) =>
      one.id === applicationId ? { ...one, answers: [...one.answers, answer] } : one,
    ),
  });
}

/** What was said at the end of an interview, as the debrief asks for it. */
export function debriefing({ chance, settings }: Member, interviewId: string, at: Date): Happening['change'] {
  const namesADay = chance.happens(assumed.NAMES_A_DAY);
  const replyBy = addDays(localDate(at, settings.zone), 3 + chance.below(12));
  const said = {
    ...(namesADay ? { replyBy } : {}),
    noContact: !namesADay && chance.happens(assumed.NO_CONTACT),
    nextDayInvited: !namesADay && chance.happens(assumed.NEXT_DAY),
  };
  return changing(interviewId, (interview) => ({ ...interview, ...said, debriefedAt: at }));
}

export function changing(
  interviewId: string,
  change: (interview: Interview) => Interview,
): Happening['change'] {
  return (facts) => ({
    ...facts,
    applications: facts.applications.map((application) => ({
      ...application,
      interviews: application.interviews.map((one) => (one.id === interviewId ? change(one) : one)),
    })),
  });
}
