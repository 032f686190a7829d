import { type Client, DatabaseError } from 'pg';
import type { Pair } from '../corpus/pair';
import { Dice } from './dice';
import { VALUES } from './names';
import { PREAMBLE, RENAMERS, WRITERS } from './statements';

/** Ways to write a statement: the first that PostgreSQL takes counts. */
type Ways = readonly string[];

/** A statement of each of the schemas; without a way where a schema goes without it. */
export interface Line {
  readonly old: Ways;
  readonly new: Ways;
  /** Comes when the rows are there already. */
  readonly late?: true;
}

const WAYS = 6;

/** Two schemas at random: the second is the first, with some of its statements missing, added or written otherwise. */
export function randomLines(seed: number): readonly Line[] {
  const dice = new Dice(seed);
  const lines = WRITERS.filter(([share]) => dice.chance(share)).map(([, write]) => {
    const throwAll = (): Ways => Array.from({ length: WAYS }, () => write(dice));
    const old = throwAll();
    if (dice.chance(0.7)) return { old, new: old };
    if (dice.chance(0.4)) return dice.chance(0.5) ? { old, new: [] } : { old: [], new: old };
    return { old, new: throwAll() };
  });
  return [...PREAMBLE.map((statement) => ({ old: [statement], new: [statement] })), ...lines];
}

/** The same, and in the second something is called otherwise. */
export function randomLinesRenamed(seed: number): readonly Line[] {
  const dice = new Dice(-seed);
  const renames = RENAMERS.filter(() => dice.chance(0.5)).map((write): Line => {
    return { old: [], new: Array.from({ length: WAYS }, () => write(dice)), late: true };
  });
  return [...randomLines(seed), ...renames];
}

/**
 * What PostgreSQL takes of the lines, as a pair, with rows that fit both schemas.
 * @param scratch a session on an empty database, which is empty again afterwards
 */
export async function pairOf(name: string, lines: readonly Line[], scratch: Client): Promise<Pair> {
  const early = lines.filter(({ late }) => late !== true);
  const before = await load(
    scratch,
    early.map((line) => line.old),
  );
  const after = await load(
    scratch,
    early.map((line) => line.new),
  );
  const inserts = insertsFor(before.columns.filter((column) => after.columns.some((other) => isSame(column, other))));
  const rows = await takenByAll([before.statements, after.statements], inserts, scratch);
  const late = lines.filter((line) => line.late === true);
  const { rows: changes } = await load(
    scratch,
    [...after.statements, ...rows].map(only),
    late.map((line) => line.new),
  );
  return {
    name,
    from: 0,
    until: Infinity,
    loses: 'unknown',
    undumped: null,
    renames: late.length === 0 ? [] : 'offered',
    old: script(before.statements),
    new: script(after.statements),
    rows: script(rows),
    newRows: script([...rows, ...changes]),
  };
}

/** The rows that fit all of the schemas: a row that one of them refuses may be what another's foreign key refers to. */
async function takenByAll(
  schemas: readonly (readonly string[])[],
  rows: readonly string[],
  scratch: Client,
): Promise<readonly string[]> {
  let taken = rows;
  for (const statements of schemas) ({ rows: taken } = await load(scratch, statements.map(only), taken.map(only)));
  return taken.length === rows.length ? taken : takenByAll(schemas, taken, scratch);
}

/** The pair as a file of the corpus. */
export function textOf({ old, new: after, rows, newRows, renames }: Pair): string {
  const said = renames === 'offered' ? [] : renames.map(({ from, to }) => `-- renames: ${from} to ${to}\n`);
  return `${said.join('')}-- old\n${old}\n-- new\n${after}\n-- rows\n${rows}\n-- rows new\n${newRows}`;
}

interface Column {
  /** The table's name and the column's, quoted. */
  readonly table: string;
  readonly name: string;
  /** Without its modifiers. */
  readonly type: string;
}

interface Loaded {
  readonly statements: readonly string[];
  readonly rows: readonly string[];
  /** Those that take values, table by table. */
  readonly columns: readonly Column[];
}

/** Runs what PostgreSQL takes of the statements, then of the rows, and rolls everything back. */
async function load(scratch: Client, statements: readonly Ways[], rows: readonly Ways[] = []): Promise<Loaded> {
  await scratch.query('begin');
  try {
    const made = await runSome(scratch, statements);
    // What is checked at the end of a transaction otherwise would never be.
    await scratch.query('set constraints all immediate');
    const taken = { statements: made, rows: await runSome(scratch, rows) };
    return { ...taken, columns: (await scratch.query<Column>(COLUMNS)).rows };
  } finally {
    await scratch.query('rollback');
  }
}

async function runSome(scratch: Client, statements: readonly Ways[]): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const ways of statements) {
    for (const way of ways) {
      if (!(await takes(scratch, way))) continue;
      taken.push(way);
      break;
    }
  }
  return taken;
}

async function takes(scratch: Client, statement: string): Promise<boolean> {
  await scratch.query('savepoint before');
  try {
    await scratch.query(statement);
    await scratch.query(QUERY_MATERIALIZED);
    return true;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    await scratch.query('rollback to before');
    return false;
  }
}

function only(statement: string): Ways {
  return [statement];
}

/**
 * PostgreSQL takes a policy that reads, by a view, the table that it is for. What stands on that view can't be filled any
 * more, by a plan as little as by a restored dump.
 */
const QUERY_MATERIALIZED = `do $$
  declare view oid;
  begin
    for view in select oid from pg_class where relkind = 'm' and relispopulated loop
      execute pg_get_viewdef(view);
    end loop;
  end $$`;

const COLUMNS = `
  select attrelid::regclass::text as "table", quote_ident(attname) as name, format_type(atttypid, null) as type
  from pg_attribute join pg_class c on c.oid = attrelid
  where relnamespace::regnamespace::text in ('public', 'app') and relkind in ('r', 'p')
    and attnum > 0 and not attisdropped and attgenerated = ''
  order by 1, attnum`;

function isSame(one: Column, other: Column): boolean {
  return one.table === other.table && one.name === other.name;
}

/** A row for each table, with a value in each column that a value is known for. */
function insertsFor(columns: readonly Column[]): readonly string[] {
  return [...new Set(columns.map(({ table }) => table))].map((table) => {
    const known = columns.filter((column) => column.table === table && VALUES[column.type] !== undefined);
    const values = known.map(({ type }) => `'${VALUES[type] ?? ''}'`);
    return known.length === 0
      ? `insert into ${table} default values`
      : `insert into ${table} (${known.map(({ name }) => name).join(', ')}) values (${values.join(', ')})`;
  });
}

function script(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join('');
}
