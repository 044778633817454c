/** prisma/schema.prisma, read for the tests that must not miss a column which somebody adds. */
import { readFileSync } from 'node:fs';

export type Column = {
  table: string;
  name: string;
  type: 'String' | 'Int' | 'Boolean' | 'DateTime';
  isList: boolean;
  isUuid: boolean;
  isDate: boolean;
  sealed: boolean;
  /** The table to whose id it points. */
  pointsTo?: string | undefined;
};

export type Table = { name: string; columns: Column[]; belongsToMember: boolean };

/** Tables that hold nothing of any member's, with the reason. Whoever adds a table says here, or by a relation, whose it is. */
const NOBODYS: Record<string, string> = {
  workspace: 'a workspace, whoever is in it',
  installation: 'the app in a workspace or an organisation, with its token',
  spent_state: 'a hash of what Slack sent a browser back with',
};

/** Every table, those first to which others point. */
export function tablesOf(
  schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8'),
): Table[] {
  const models = [...schema.matchAll(/^model (\w+) \{\n([^}]*)^\}/gm)].map(([, model = '', body = '']) => ({
    model,
    body,
    name: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model,
  }));
  const tableOf = new Map(models.map(({ model, name }) => [model, name]));
  const tables = models.map(({ name, body }) => ({ name, columns: columnsOf(name, body, tableOf) }));
  const isMembers = (name: string): boolean =>
    name === 'member' ||
    tables
      .filter((table) => table.name === name && !(name in NOBODYS))
      .some(({ columns }) => columns.some(({ pointsTo }) => pointsTo && isMembers(pointsTo)));
  return inOrder(tables).map((table) => {
    const belongsToMember = isMembers(table.name);
    if (belongsToMember === table.name in NOBODYS)
      throw new Error(
        `Whose is the table ${table.name}? Give it a relation to its member, or a reason in NOBODYS.`,
      );
    return { ...table, belongsToMember };
  });
}

const FIELD = /^((?: +\/\/\/.*\n)*) {2}(\w+) +(\w+)(\[\])?\??(.*)$/gm;

function columnsOf(table: string, body: string, tableOf: Map<string, string>): Column[] {
  const fields = [...body.matchAll(FIELD)].map(
    ([, comment = '', field = '', type = '', list, rest = '']) => ({
      ...{ comment, field, type, rest },
      isList: list !== undefined,
    }),
  );
  const targets = new Map(
    fields.flatMap(({ type, rest }) => {
      const key = /fields: \[(\w+)\]/.exec(rest)?.[1];
      return key ? [[key, tableOf.get(type)] as const] : [];
    }),
  );
  return fields
    .filter(({ type }) => !tableOf.has(type))
    .map(({ comment, field, type, rest, isList }) => ({
      table,
      name: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field,
      type: knownType(type),
      isList,
      isUuid: rest.includes('@db.Uuid'),
      isDate: rest.includes('@db.Date'),
      sealed: /\/\/\/ Sealed\./.test(comment),
      pointsTo: targets.get(field),
    }));
}

const TYPES = ['String', 'Int', 'Boolean', 'DateTime'] as const;

function knownType(type: string): Column['type'] {
  const known = TYPES.find((one) => one === type);
  if (!known) throw new Error(`The tests cannot fill a column of the type ${type} yet: teach them`);
  return known;
}

function inOrder<T extends { name: string; columns: readonly Column[] }>(tables: readonly T[]): T[] {
  const done: T[] = [];
  while (done.length < tables.length) {
    const isThere = (name: string | undefined) => !name || done.some((one) => one.name === name);
    const next = tables.find(
      (one) =>
        !done.includes(one) &&
        one.columns.every(({ pointsTo }) => pointsTo === one.name || isThere(pointsTo)),
    );
    if (!next) throw new Error('The tables point to each other in a circle');
    done.push(next);
  }
  return done;
}
