/** Text as clients send it -> text as people meant it. Every pattern here takes time linear in the text. */

const SLACK_LINK = /<(mailto:|https?:\/\/|[@#!])([^<>|]{0,500})(?:\|([^<>|]{0,500}))?>/g;

const ISO_INSTANT = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?:(Z)|([+-]\d\d:?\d\d))?/g;

/**
 * Undoes Slack's escapes and links, straightens quotes and dashes, makes every blank one space, and drops control,
 * bidirectional and other invisible characters.
 */
export function normalise(text: string): string {
  return decodeEntities(text.replace(SLACK_LINK, plainLink))
    .normalize('NFC')
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g, '"')
    .replace(/[\u2018\u2019\u201a\u201b\u2032\u00b4`]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s\u0085]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]|\u034f|\u115f|\u1160|\u3164|\uffa0/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The same in one line: what stands in a line of its own is a part of its own, as between commas. */
export function inOneLine(text: string): string {
  return normalise(text.trim().replace(/[\r\n\u2028\u2029]+/g, ', '));
}

/** Blanks that show nothing, marks that turn the reading round (U+202E), and tags: all but the joiners, of which emoji and Persian are made. */
const UNSEEN = /(?!\u200c|\u200d|\n)[\p{Cc}\p{Cf}\p{Cs}]|\u034f|\u115f|\u1160|\u3164|\uffa0/gu;

/** Text of several lines that a member wrote to be kept as it is, without what nobody sees. */
export function visible(text: string): string {
  return text
    .replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .normalize('NFC')
    .replace(UNSEEN, '');
}

function plainLink(_link: string, kind: string, target: string, label: string | undefined): string {
  if (kind === 'mailto:') return target;
  if (kind === '!') return label ?? '';
  if (kind === '#') return label ? `#${label}` : '';
  return label ?? (kind.startsWith('http') ? kind + target : target);
}

/** Slack escapes these three and no others; in one pass, so that `&amp;lt;` stays the text `&lt;`. */
function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_entity, name) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  );
}

/** True for text that names something: a letter or a digit is in it. */
export function namesSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/**
 * `2026-12-01T15:00-05:00` with its parts apart, for the patterns of days and times. Only in an ISO instant is `-05:00` an
 * offset: in `15:00-17:00` it is an end.
 */
export function isoInWords(text: string): string {
  return text.replace(
    ISO_INSTANT,
    (_instant, day: string, time: string, utc?: string, offset?: string) =>
      `${day} ${time}${utc || offset ? ` UTC${offset ?? ''}` : ''}`,
  );
}
