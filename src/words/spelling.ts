/** Slips of the finger in words about time: `wendesday`, `tomrrow`, `5 decmber`, and `havent` without its apostrophe. */
import { phrase } from './boundaries.ts';
import { distance } from './distance.ts';
import { isoInWords } from './normalise.ts';

const DAYS = [
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ...['tomorrow', 'yesterday'],
];
const MONTHS = ['january', 'february', 'september', 'october', 'november', 'december'];

const WORD = phrase('[a-z]{5,11}');
/** Frida and Sundar are names: a slip in a short day still ends like a day. */
const ENDS_LIKE_A_DAY = /(?:y|dya)$/i;
/** Only beside its number is a word that looks like a month one. */
const BEFORE_IT = /\d(?:st|nd|rd|th)?\.?(?: of)?[ -]?$/i;
const BEHIND_IT = /^\.?[ -]?\d/;
const NOT =
  /(?<![\p{L}\p{N}'])([Hh]ave|had|[Hh]as|is|are|was|were|[Dd]id|does|[Dd]o|wo|ca|could|should|would)nt(?![\p{L}\p{N}'])/gu;
const THEY = /(?<![\p{L}\p{N}'])they(ll|ve|re)(?![\p{L}\p{N}'])/giu;

/** `interveiw`, `intvw` */
const INTERVIEW = /(?<![\p{L}\p{N}])([Ii])nt[a-z]{0,6}v[a-z]{0,4}w(s|ed|ing)?(?![\p{L}\p{N}])/gu;

/** The text as it was meant, for whatever looks for days and times in it. What may be two words stays as it was typed. */
export function spelled(text: string): string {
  return isoInWords(text)
    .replace(NOT, "$1n't")
    .replace(THEY, "they'$1")
    .replace(INTERVIEW, '$1nterview$2')
    .replace(WORD, (word: string, at: number, all: string) => {
      const isDated =
        BEFORE_IT.test(all.slice(Math.max(0, at - 8), at)) ||
        BEHIND_IT.test(all.slice(at + word.length, at + word.length + 3));
      return meant(word, DAYS) ?? (isDated ? meant(word, MONTHS) : undefined) ?? word;
    });
}

/** The only one of them that is one slip away; the plural of a day is no slip. */
function meant(word: string, names: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  if (typed.endsWith('s') || (typed.length < 7 && !ENDS_LIKE_A_DAY.test(typed))) return undefined;
  const near = names.filter(
    (name) => Math.abs(name.length - typed.length) <= 1 && distance(typed, name) <= 1,
  );
  return near.length === 1 && near[0] !== typed ? near[0] : undefined;
}
