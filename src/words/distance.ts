/** Slips of the finger between two words: a letter missing, added, wrong, or two swapped (Damerau-Levenshtein, optimal alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const wrong = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + wrong,
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}

/** The candidate with the fewest slips, at most `most` and fewer than the word has letters; the first of equals. */
export function nearest<T extends string>(word: string, candidates: readonly T[], most = 2): T | undefined {
  if (word.length > 30) return undefined;
  let best: T | undefined;
  let fewest = Math.min(most, word.length - 2) + 1;
  for (const candidate of candidates) {
    const slips = distance(word, candidate);
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best;
}
