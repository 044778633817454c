/** A recruiter's message that was forwarded or pasted in Slack: what can be read of the interview that it invites to. */
import type { InterviewInput, Person } from '../etiquette/told.ts';
import type { Context } from './command.ts';
import { hasMoment, readFreeWords } from './free-words.ts';
import { findKind } from './kinds.ts';
import { normalise } from './normalise.ts';
import { shortText } from './short-text.ts';

const LONGEST = 10_000;
const MOST_PEOPLE = 10;

const NAME = "\\p{Lu}[\\p{L}'-]{1,30}(?: \\p{Lu}[\\p{L}'.-]{0,30}){0,3}";
const PERSON = new RegExp(
  `(${NAME}),? ?[(<]?(?:mailto:)?([^\\s<>()|,;:"']{1,64}@[^\\s<>()|,;:"']{1,255}\\.[a-z]{2,20})`,
  'gu',
);
const ADDRESS = /([^\s<>()|,;:"']{1,64})@([^\s<>()|,;:"']{1,255}\.[a-z]{2,20})/gi;
const COMPANY =
  /\b(?:interview|call|conversation|chat|talk|position|role|join|team) (?:with us )?(?:at|with) (?:the )?(\p{Lu}[\p{L}\p{N}&.'-]{0,40}(?: (?:\p{Lu}[\p{L}\p{N}&.'-]{0,40}|&)){0,3})/gu;

/** Best effort, for a form that the member checks: what is not clear is left out. Never throws for any text. */
export function fromMessage(text: string, context: Context): Partial<InterviewInput> {
  const lines = text.slice(0, LONGEST).split('\n').map(normalise).filter(Boolean);
  const whole = lines.join(' ');
  const people = peopleIn(whole);
  const company = only(
    [...whole.matchAll(COMPANY)]
      .map(([, name = '']) => name.replace(/[.,' ]+$/, ''))
      .filter(
        (name) => !people.some((person) => person.name.startsWith(name) || name.startsWith(person.name)),
      ),
  );
  const name = shortText(company, 'company');
  return {
    ...('value' in name && name.value ? { company: name.value } : {}),
    ...startIn(lines, context),
    ...(findKind(whole) ? { kind: findKind(whole)?.kind ?? 'other' } : {}),
    ...(people.length > 0 ? { interviewers: people } : {}),
  };
}

/** The one start that the sentences name; two different ones are none. */
function startIn(lines: readonly string[], context: Context): Partial<InterviewInput> {
  const starts = lines.flatMap(sentences).flatMap((sentence) => {
    if (!hasMoment(sentence)) return [];
    const read = readFreeWords(momentIn(sentence), context);
    const { startsAt, zone, minutes } = 'value' in read ? read.value : read.understood;
    return startsAt && startsAt > context.now ? [{ startsAt, zone, minutes }] : [];
  });
  const [first] = starts;
  const isOne = starts.every(({ startsAt }) => startsAt.getTime() === first?.startsAt.getTime());
  if (!first || !isOne) return {};
  const { startsAt, zone, minutes } = first;
  return { startsAt, ...(zone ? { zone } : {}), ...(minutes ? { minutes } : {}) };
}

function sentences(line: string): string[] {
  return line.split(/(?<=[.!?])\s+(?=\p{Lu})/u).slice(0, 200);
}

/** Only the words around the day and the time matter: the reader of interviews wants few others. */
function momentIn(sentence: string): string {
  const at = /\b(?:on|at|for|this|next|tomorrow|today|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|\d)/i.exec(
    sentence,
  );
  const from = at?.index ?? 0;
  const part = sentence
    .slice(from, from + 160)
    .replace(/\b(?:with|via|over|in our|please|to|if|would|does|is)\b.*$/i, '');
  return `X, ${part.replace(/[.!?]+$/, '')}`;
}

function peopleIn(text: string): Person[] {
  const named = [...text.matchAll(PERSON)].map(([, name = '', email = '']) => ({ name: name.trim(), email }));
  const known = new Set(named.map(({ email }) => email.toLowerCase()));
  const others = [...text.matchAll(ADDRESS)].flatMap(([email, local = '']) =>
    known.has(email.toLowerCase()) || /^(?:no-?reply|donotreply|notifications?|calendar)/i.test(local)
      ? []
      : [{ name: titleCase(local), email }],
  );
  const all = [...named, ...others].filter(({ name }) => name.length > 0 && name.length <= 80);
  return all
    .filter((one, index) => all.findIndex(({ email }) => email === one.email) === index)
    .slice(0, MOST_PEOPLE);
}

function titleCase(local: string): string {
  const words = local.split(/[._+-]+/).filter((word) => /\p{L}/u.test(word));
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
}

function only(names: readonly string[]): string | undefined {
  const [first] = names;
  return names.every((name) => name === first) ? first : undefined;
}
