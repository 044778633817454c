/** Sentences that tell of an interview around its company: `Acme invited me to a second interview on Friday at 2pm`. */
import type { Command } from './command.ts';
import { companyIn, withoutQuotes } from './company.ts';
import { hasMoment } from './free-words.ts';

const TALK = '(?:interview|call|round|talk|chat|screen|meeting|conversation)';
const TO_TALK = '(?:talk|speak|meet|chat|see me|interview me|meet me)(?: (?:to|with) me)?(?: again)?';

/** Each with the words of the interview before the company, the company, and the rest, in which the day stands. */
const SENTENCES: readonly RegExp[] = [
  new RegExp(
    `^(?<company>.{1,80}?)(?: has| have)? (?:invited|invites|invite|asked|offered|wants?|would like)(?: me)?(?: back)?(?: (?:to|for|in for))? (?:an?|the|another) (?<what>(?:[\\w-]{1,20} ){0,2}${TALK})(?<rest> .+)$`,
    'i',
  ),
  new RegExp(`^(?<company>.{1,80}?) (?:wants?|would like|asked) (?:me )?to ${TO_TALK}(?<rest> .+)$`, 'i'),
  /^(?<company>.{1,80}?)(?: has| have)? invited me(?<rest> (?:for|on) .+)$/i,
];
const FINISHED =
  /^(?:i(?:'ve| have)? )?just (?:finished|had|did|done|completed|left|came out of|got out of)(?: (?:my|the|an?))?(?: (?<what>(?:[\w-]{1,20} ){0,2}(?:interview|call|screen|round|chat)))?(?: (?:with|w\/|at))? (?<company>[^,;.]{1,80}?)(?<rest> (?:about )?(?:an?|one|two|half an|\d{1,3}) (?:hours?|hrs?|minutes?|mins?) ago)?$/i;

/** The same as `/interview` takes it, where a day is named and the company is sound. */
export function retold(words: string): string | undefined {
  const sentence = SENTENCES.map((pattern) => pattern.exec(words)?.groups).find(
    (groups) => groups !== undefined,
  );
  if (sentence && hasMoment(sentence.rest ?? '')) return written(sentence);
  const finished = FINISHED.exec(words)?.groups;
  return finished?.rest ? written({ ...finished, rest: `, finished${finished.rest}` }) : undefined;
}

/** `just finished my interview with Acme`: all but the time. */
export function finishedWith(words: string): Command | undefined {
  const name = nameOf(FINISHED.exec(words)?.groups?.company);
  if (!name) return undefined;
  const say = `When did it begin? For example “${name} an hour ago”, or choose the time in the form.`;
  return { kind: 'mistake', say, typed: words, understood: { company: name } };
}

function written({
  what = '',
  company,
  rest = '',
}: {
  [part: string]: string | undefined;
}): string | undefined {
  const name = nameOf(company);
  return name && `add ${what ? `${what} at ${name}` : name}${rest}`;
}

function nameOf(company = ''): string | undefined {
  const { words, quoted } = withoutQuotes(company);
  const read = companyIn(words, quoted);
  return 'value' in read ? read.value : undefined;
}
