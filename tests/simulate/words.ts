/** Numbers as people say them: no more digits than are known. */

/** Two digits that count; whole numbers keep their thousands apart. */
export function say(number: number, digits = 2): string {
  if (number === 0) return '0';
  const rounded = Number(number.toPrecision(digits));
  return rounded.toLocaleString('en-US', { maximumSignificantDigits: digits });
}

export function sayShare(share: number): string {
  if (share === 0) return '0';
  return share < 0.0001 ? '< 0.01 %' : `${say(share * 100)} %`;
}

export function saySeconds(seconds: number): string {
  if (seconds < 90) return `${say(seconds)} s`;
  return seconds < 5400 ? `${say(seconds / 60)} min` : `${say(seconds / 3600)} h`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}
