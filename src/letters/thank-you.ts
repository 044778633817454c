import type { Contact, Interviewer } from '../etiquette/facts.ts';
import { isPassedOn } from '../etiquette/rules/thank-you.ts';
import { hasPromised, type Letter, letter, type Occasion } from './letter.ts';
import { nameOf, namesOf, shortNameOf } from './person.ts';
import { saysWholeName } from './reserve.ts';
import { type TalkingPoint, talkingPointOf } from './talking-point.ts';
import * as variety from './variety.ts';
import { companyOf, listOf, onDay, position, positionAtCompany } from './words.ts';

/** Somebody to thank, and their place in the panel, counted through the rounds. It chooses the wording, and stays when others are thanked. */
type Seat = { person?: Interviewer; place: number };

/**
 * Advice 3: one note for each interviewer not yet thanked, no two alike; thanks first, and that you want the job. Through
 * an agency the recruiter gets each of them to pass on. Those without an address share one note, which the coordinator
 * passes on; without a coordinator each keeps their own, until the member finds the address.
 */
export function thankYouNotes(occasion: Occasion): Letter[] {
  const { application } = occasion;
  const { agency, coordinator } = application;
  const seats = seatsOf(occasion);
  if (agency) return seats.map((seat) => noteToPassOn(occasion, agency, seat));
  const absent = seats.filter(({ person }) => isPassedOn(application, person));
  const own = seats.filter((seat) => !absent.includes(seat)).map((seat) => note(occasion, seat));
  return coordinator && absent.length > 0 ? [...own, noteToCoordinator(occasion, coordinator, absent)] : own;
}

/** A panel of which nobody was named is one note, to whoever it was. */
function seatsOf(occasion: Occasion): Seat[] {
  const everyone = occasion.interview?.interviewers ?? [];
  const first = placesBefore(occasion);
  if (everyone.length === 0) return [{ place: first }];
  return everyone
    .map((person, index) => ({ person, place: first + index }))
    .filter(({ person }) => !person.thankedAt);
}

/** An earlier round had its notes, perhaps to the same people: the wordings go on from there. */
function placesBefore({ application, interview }: Occasion): number {
  return application.interviews
    .filter(({ startsAt }) => interview && startsAt < interview.startsAt)
    .reduce((places, { interviewers }) => places + Math.max(1, interviewers.length), 0);
}

/** The same for the first nudge and the last call, so that an edited note is kept; another where it thanks other people. */
function naming(
  { application, interview }: Occasion,
  seats: readonly Seat[],
  ...through: readonly string[]
): Pick<Letter, 'key' | 'for'> {
  const ids = seats.flatMap(({ person }) => (person ? [person.id] : []));
  return { key: ['thank-you', interview?.id ?? application.id, ...through, ...ids].join('/'), for: ids };
}

function note(occasion: Occasion, seat: Seat): Letter {
  const { application, interview, settings } = occasion;
  const company = companyOf(application);
  const point = talkingPointOf(seat.person, { toThem: true });
  return letter(occasion, {
    ...naming(occasion, [seat]),
    ...(point ? {} : { lacksDetail: true }),
    to: seat.person ?? {},
    subject: `Thank you for the conversation about ${position(application)}`,
    sentences: [
      variety.opening(seat.place, position(application), onDay(interview)),
      variety.detail(seat.place, point, { company, they: 'you', both: 'we', talk: 'our conversation' }),
      variety.interest(seat.place, company, settings),
      variety.offer(seat.place, { further: hasPromised(application) }),
    ],
  });
}

function noteToPassOn(occasion: Occasion, agency: Contact, seat: Seat): Letter {
  const { application, interview, settings } = occasion;
  const company = companyOf(application);
  const they = namesOf(seat.person ? [seat.person] : [], application);
  const point = talkingPointOf(seat.person, { toThem: false });
  return letter(occasion, {
    ...naming(occasion, [seat]),
    ...(point ? {} : { lacksDetail: true }),
    to: agency,
    subject: `To pass on to ${they}: thank you for the conversation about ${positionAtCompany(application)}`,
    sentences: [
      variety.arranged(seat.place, positionAtCompany(application), onDay(interview)),
      variety.request(seat.place, they),
      variety.detail(seat.place, point, speakingOf(occasion, seat.person)),
      variety.interest(seat.place, company, settings),
      variety.offer(seat.place, { further: hasPromised(application) }),
    ],
  });
}

function noteToCoordinator(occasion: Occasion, coordinator: Contact, seats: readonly Seat[]): Letter {
  const { application, interview, settings } = occasion;
  const company = companyOf(application);
  const people = seats.flatMap(({ person }) => (person ? [person] : []));
  const place = seats[0]?.place ?? 0;
  const they = people.length > 0 ? listOf(people.map(nameOf)) : namesOf([], application);
  const addresses = people.length > 1 ? 'addresses' : 'address';
  const whose = people.length > 0 ? `, whose ${addresses} I do not have` : '';
  return letter(occasion, {
    ...naming(occasion, seats, 'coordinator'),
    to: coordinator,
    subject: `To pass on: thank you for the conversation about ${position(application)}`,
    sentences: [
      `Thank you for arranging the conversation about ${position(application)}${onDay(interview)}.`,
      `Would you please pass my thanks on to ${they}${whose}?`,
      people.length === 1
        ? variety.detail(place, talkingPointOf(people[0], { toThem: false }), speakingOf(occasion, people[0]))
        : whatStayed(people, company),
      variety.interest(place, company, settings),
      variety.offer(place, { further: hasPromised(application) }),
    ],
  });
}

/** To somebody who was not there: the whole name was just given, so the first one is enough. */
function speakingOf({ application, settings }: Occasion, person: Interviewer | undefined): variety.Speaking {
  const they = person ? shortNameOf(person, saysWholeName(settings)) : 'the team';
  return {
    company: companyOf(application),
    they,
    both: `${they} and I`,
    talk: `the conversation with ${they}`,
  };
}

/** Each person's detail with their name behind it; a detail that was noted for several stands once. */
function whatStayed(people: readonly Interviewer[], company: string): string {
  const names = new Map<TalkingPoint['words'], string[]>();
  for (const person of people) {
    const point = talkingPointOf(person, { toThem: false });
    if (point) names.set(point.words, [...(names.get(point.words) ?? []), nameOf(person)]);
  }
  const everyone = people.length > 2 ? 'all of them' : people.length > 0 ? 'both of them' : 'the team';
  if (names.size === 0) return `Talking with ${everyone} gave me a clear picture of the work at ${company}.`;
  const points = [...names].map(([words, whose]) => `${words} (with ${listOf(whose)})`);
  return `I have kept in mind what we talked about: ${points.join('; ')}.`;
}
