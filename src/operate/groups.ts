/**
 * Works on all that came while it was at work before as one group, as a database does with its commits: nobody waits for company,
 * and under load a hundred share the cost of one. `work` answers each in its place; when it rejects, so does everybody of the group.
 */
export function inGroups<Item, Answer>(
  work: (group: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let waiting: Item[] = [];
  let next: Promise<readonly Answer[]> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function begin(): Promise<readonly Answer[]> {
    const group = waiting;
    waiting = [];
    next = undefined;
    return work(group);
  }

  return async (item) => {
    const place = waiting.push(item) - 1;
    next ??= last.then(begin, begin);
    last = next;
    const answers = await next;
    // `work` answers each, in the order in which they came.
    return answers[place] as Answer;
  };
}
