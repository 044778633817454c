/** `/metrics` as a Prometheus reads it. */

export type Sample = { name: string; labels: Record<string, string>; value: number };

export async function metricsPage(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}`);
  return response.text();
}

/** The format's own grammar, for lines without escapes in a label: a line that does not fit it is an error. */
export function samplesOf(page: string): Sample[] {
  const lines = page.split('\n').filter((line) => line && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name, labels = '', value] =
      /^([a-z_][a-z0-9_]*)(?:\{(.*)\})? ([-+.\de]+|nan)$/i.exec(line) ?? [];
    if (!name) throw new Error(`not a sample: ${line}`);
    const pairs = [...labels.matchAll(/(\w+)="([^"\\]*)"(?:,|$)/g)];
    return {
      ...{ name, value: Number(value) },
      labels: Object.fromEntries(pairs.map(([, key, text]) => [key, text])),
    };
  });
}

/** The values of Afterword's own, where they are not nothing: `nudges_sent_total`, `nudges_missed_total refused`. */
export async function counted(port: number, pattern: RegExp): Promise<Record<string, number>> {
  const own = samplesOf(await metricsPage(port)).filter(({ name }) => name.startsWith('afterword_'));
  const named = own.map(({ name, labels, value }): [string, number] => [
    [name.slice('afterword_'.length), ...Object.values(labels)].join(' '),
    value,
  ]);
  return Object.fromEntries(named.filter(([name, value]) => pattern.test(name) && value !== 0));
}
