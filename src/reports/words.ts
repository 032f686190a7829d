import { KINDS } from '../engine/registry';
import type { Value } from '../engine/model';
import type { Report, ReportedDifference, ReportedEnvironment, ReportedRename } from './report';

/** A kind for people, with its count: `1 table`, `2 materialized views`. Kinds that the engine does not know keep their word. */
export function countOf(kind: string, count: number): string {
  return `${count} ${count === 1 ? labelOf(kind) : labelsOf(kind)}`;
}

/** A kind for people: `materialized view`. */
export function labelOf(kind: string): string {
  return KINDS.find(({ name }) => name === kind)?.label.one ?? kind.replaceAll('_', ' ');
}

/** A kind for people, as a heading: `materialized views`. */
export function labelsOf(kind: string): string {
  const known = KINDS.find(({ name }) => name === kind)?.label.many;
  return known ?? `${kind.replaceAll('_', ' ')}s`.replace(/ys$/, 'ies');
}

/** Names and texts come from a database: none may move the cursor of a terminal, or turn its writing around. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What a difference is called inside its schema: `graph_nodes.status`, `add(integer)`, `idx_users on users`. */
export function nameInSchema(difference: ReportedDifference): string {
  return printable(bareName(difference));
}

function bareName(difference: ReportedDifference): string {
  const name = withoutSchema(difference.id, difference.schema);
  if (difference.parent === undefined) return name;
  const parent = withoutSchema(difference.parent, difference.schema);
  const belongsToSchema = difference.parent.startsWith('schema:');
  return belongsToSchema || name === parent || name.startsWith(`${parent}.`) ? name : `${name} on ${parent}`;
}

function withoutSchema(id: string, schema: string | null): string {
  const name = id.slice(id.indexOf(':') + 1);
  if (schema === null) return name;
  const prefixes = [`${schema}.`, `"${schema.replaceAll('"', '""')}".`];
  const prefix = prefixes.find((candidate) => name.startsWith(candidate));
  return prefix === undefined ? name : name.slice(prefix.length);
}

const LONGEST_VALUE = 100;

const EXAMPLES = 5;

/** How much of what both values begin with is shown. */
const LEAD = 20;

/** An attribute's value on one line, shortened where it is long. */
export function valueOnOneLine(value: Value): string {
  return shortened(oneLine(value));
}

/** Two values on a line each. What both begin with goes first where they are long: what differs is to be seen. */
export function valuesOnOneLine(a: Value, b: Value): readonly [string, string] {
  const [first, second] = [oneLine(a), oneLine(b)];
  let same = 0;
  while (same < first.length && first[same] === second[same]) same += 1;
  const skipped = Math.max(first.length, second.length) > LONGEST_VALUE ? Math.max(0, same - LEAD) : 0;
  const from = (line: string): string => shortened(skipped === 0 ? line : `…${line.slice(skipped)}`);
  return [from(first), from(second)];
}

function oneLine(value: Value): string {
  const whole = typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value);
  return printable(whole.replaceAll(/\s+/g, ' ').trim());
}

function shortened(line: string): string {
  if (line === '') return "''";
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE - 1)}…` : line;
}

/** What sort of thing an environment is: `database, PostgreSQL 18.4`. */
export function describeEnvironment({ kind, serverVersion }: ReportedEnvironment): string {
  const words = {
    database: 'database',
    migrations: 'migrations folder',
    prisma: 'Prisma schema',
    snapshot: 'snapshot',
    sql: 'SQL file',
  };
  return serverVersion === null ? words[kind] : `${words[kind]}, PostgreSQL ${serverVersion}`;
}

/** `3 missing, 1 extra, 2 changed`, without the zeros; `no difference` when there is none. */
export function countsByStatus({ byStatus }: Report['summary']): string {
  const counts = Object.entries(byStatus).flatMap(([status, count]) => (count === 0 ? [] : [`${count} ${status}`]));
  return counts.length === 0 ? 'no difference' : counts.join(', ');
}

/** `a, b, c …` when there are more than the examples. */
export function exampleList({ count, examples }: { count: number; examples: readonly string[] }): string {
  return printable(examples.join(', ')) + (count > examples.length && examples.length > 0 ? ', …' : '');
}

/** The items by key, in the order in which the keys first appear. */
export function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** `table public.users may be public.people now (the same columns)`. */
export function renameInWords({ from, to, why }: ReportedRename): string {
  const [kind, pathAfter] = [from.slice(0, from.indexOf(':')), to.slice(to.indexOf(':') + 1)];
  return `${labelOf(kind)} ${from.slice(kind.length + 1)} may be ${pathAfter} now (${why})`;
}

/** How a shell is told that it is so. */
export function renameOption({ from, to }: ReportedRename): string {
  return `--rename '${`${from}=${to}`.replaceAll("'", "'\\''")}'`;
}

/** Of two databases that share their server. */
export const SAME_SERVER = 'Both are databases of one server: what ends the one ends the other.';

/** The tables whose columns are in another order, as `exampleList` takes them. */
export function reorderedTables({ otherOrder: ids }: Report): { count: number; examples: readonly string[] } {
  return { count: ids.length, examples: ids.slice(0, EXAMPLES).map((id) => id.slice(id.indexOf(':') + 1)) };
}
