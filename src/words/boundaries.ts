/** A whole word or number: not glued to a letter, an address, or a name such as `Monday.com` or `7-Eleven`. */
const START = String.raw`(?<![\p{L}\p{N}_@./+&'-])`;
const END = String.raw`(?![\p{L}\p{N}_@&]|['.-]\p{L}|[.:,/]\d)`;

/** A pattern for a whole phrase, in any case, for `matchAll`. Blanks in it are single: the text is normalised. */
export function phrase(source: string): RegExp {
  return new RegExp(`${START}(?:${source})${END}`, 'giu');
}
