/** What a member heard, or decided, in a sentence: `got a rejection from Acme`, `they moved it to Thursday 2pm`. */
import type { Outcome } from '../etiquette/facts.ts';
import { isPeriod, NO_CONTACT } from './clauses.ts';
import type { Command, Context } from './command.ts';
import { companyIn, withoutQuotes } from './company.ts';
import { wallClock } from './instant.ts';
import { cutMoment, isPast, type Moment, startOf } from './moment.ts';
import { type Heard, splitOutcome } from './outcomes.ts';
import { type Sentence, sentencesIn } from './sentences.ts';
import { readDeadline } from './when.ts';

/** `direct`: in the direct message, where words may be talk as well; behind `/interview heard` they are always news. */
type How = Context & { direct: boolean };

/**
 * Reads news. What is doubtful (a negation, "passed", a day that fits nothing) is a question; undefined where the text is no
 * news at all.
 */
export function readNews(text: string, how: How): Command | undefined {
  const { words, quoted } = withoutQuotes(text);
  const { said, moment } = cutMoment(words);
  const company = (name: string) => companyIn(name, quoted);
  const sentences = sentencesIn(said, { dated: moment !== undefined, direct: how.direct });
  // A round whose day is named is an interview to be recorded.
  if (how.direct && moment && sentences[0]?.told === 'next-round') return undefined;
  const sound = sentences.find((one) => !('doubt' in company(one.company)));
  if (sound) return told(sound, company(sound.company), { moment, how, text });
  const found = splitOutcome(said).filter(
    ({ word, company: name, outcome }) =>
      isMeant(word, name, how) && !(how.direct && moment && isOfADay(outcome, moment)),
  );
  const [one, other] = found;
  if (!one) return sentences.length > 0 ? unsure(text) : undefined;
  if (other && other.outcome !== one.outcome) return bothOf(one, other, text);
  const name = company(one.company);
  // Only a whole sentence says enough without a name.
  if (how.direct && 'value' in name && !name.value) return unsure(text);
  return told({ told: one.outcome, ...one, verb: one.word }, name, { moment, how, text });
}

/** In the direct message an outcome needs its company, and "no way" and "moved to Acme" are talk. */
function isMeant(word: string, company: string, { direct }: How): boolean {
  return !direct || (word !== 'no' && word !== 'moved' && /[\p{L}\p{N}]/u.test(company));
}

/** A round, and a slot that was offered, are for a day and a time; an offer of work is to be answered by one. */
function isOfADay(outcome: Outcome, { lead, phrases }: Moment): boolean {
  const hasTime = phrases.some(({ meaning }) => meaning.is === 'time');
  return (
    outcome === 'next-round' || (outcome === 'offer' && hasTime && !/^(?:by|until|till|before)$/.test(lead))
  );
}

type Company = ReturnType<typeof companyIn>;
type Said = { moment: Moment | undefined; how: How; text: string };

function told({ told: what, verb }: Sentence, company: Company, said: Said): Command {
  if ('doubt' in company) return unsure(said.text);
  if ('ask' in company) return mistake(company.ask, said.text);
  const name = company.value;
  switch (what) {
    case 'who-passed':
      return mistake('Did you pass, or did they? Write “I passed at Acme” or “rejected by Acme”.', said.text);
    case 'who-declined':
      return mistake(
        'Did you say no, or did they? Write “I declined Acme” or “rejected by Acme”.',
        said.text,
      );
    case 'hold-off':
      return holdOff(name, said);
    case 'postponed':
      return said.moment && !/^c/.test(verb ?? 'c') ? moved(name, said) : heard(what, name, said);
    default:
      return heard(what, name, said);
  }
}

function heard(outcome: Outcome, company: string | undefined, { moment, how, text }: Said): Command {
  if (!moment) return { kind: 'heard', outcome, company };
  if (outcome === 'offer' && isEitherFriday(moment))
    return mistake(
      'Did they offer it then, or must you answer by then? Write “offer from Acme, answer by Friday”, or leave the day out.',
      text,
    );
  // A cancelled interview is named by its own day.
  if (outcome === 'postponed' || isPast(moment, how, outcome === 'waiting' || outcome === 'next-round'))
    return { kind: 'heard', outcome, company };
  if (outcome === 'next-round')
    return mistake(
      'When is the next round? Record it as an interview: `/interview Acme, second round, Friday 3pm`.',
      text,
    );
  if (outcome === 'waiting' && moment.lead === 'to')
    return mistake(
      'Was the interview moved, or do they answer later? Write “Acme moved it to Friday 3pm”, or “Acme decides by Friday”.',
      text,
    );
  if (outcome !== 'waiting' && outcome !== 'offer')
    return mistake(
      `A day goes with waiting or with an offer. Write \`/interview heard ${outcome} Acme\`, and put a company that is named like a day or a time in quotes.`,
      text,
    );
  const today = wallClock(how.now, how.zone).date;
  const day = readDeadline(moment.phrases, today, today);
  if ('ask' in day) return mistake(day.ask, text);
  return outcome === 'offer'
    ? { kind: 'heard', outcome, company, answerBy: day.value }
    : { kind: 'heard', outcome, company, replyBy: day.value };
}

/** `offer Acme Friday`: the day of the offer, or of the answer. */
function isEitherFriday({ lead, phrases }: Moment): boolean {
  const days = phrases.flatMap(({ meaning }) => (meaning.is === 'day' ? [meaning.day] : []));
  return lead === '' && days.some((day) => day.is === 'weekday' && day.use === 'bare');
}

/** Until a day that was named, or until they call: the form shows it, and the member saves. */
function holdOff(company: string | undefined, { moment, how, text }: Said): Command {
  const about = { kind: 'hold-off', company } as const;
  if (!moment) return NO_CONTACT.test(text) ? { ...about, noContact: true } : about;
  if (!/^(?:until|till|before)$/.test(moment.lead) || moment.phrases.some(isPeriod)) return about;
  const today = wallClock(how.now, how.zone).date;
  const day = readDeadline(moment.phrases, today, today);
  return 'ask' in day ? about : { ...about, holdOff: day.value };
}

/** Moved to a day that was named: the form shows it, and the member saves. */
function moved(company: string | undefined, { moment, how, text }: Said): Command {
  const start = moment && /^(?:to|for|until|on|)$/.test(moment.lead) ? startOf(moment, how) : undefined;
  if (!start || 'ask' in start) return mistake(start?.ask ?? 'To which day and time did they move it?', text);
  return { kind: 'moved', company, ...start.value };
}

function bothOf(one: Heard, other: Heard, text: string): Command {
  const say = `I read both ${one.outcome} and ${other.outcome}. Quote the company: \`/interview heard ${other.outcome} "Acme"\`.`;
  return mistake(say, text);
}

/** Something was heard, but not what, or not for sure. */
export function unsure(typed: string): Command {
  const say =
    'I am not sure what you heard. Write it plainly: “rejected by Acme”, “offer from Acme” or “still waiting for Acme”.';
  return mistake(say, typed);
}

function mistake(say: string, typed: string): Command {
  return { kind: 'mistake', say, typed };
}
