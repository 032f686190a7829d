import type { Drift, HazardCode, ObjectId, Step } from '../../src/engine/model';
import { objectId } from '../../src/engine/reader';
import type { Connection } from '../../src/environments/session';

/** What a step did to one relation, by the codes of hazards: its strongest lock, a rewrite, a scan. */
export type Effects = ReadonlyMap<ObjectId, ReadonlySet<HazardCode>>;

/** What PostgreSQL's modes are called as hazards; weaker ones let readers and writers pass. */
const LOCKS: readonly (readonly [mode: string, code: HazardCode])[] = [
  ['AccessExclusiveLock', 'ACCESS_EXCLUSIVE_LOCK'],
  ['ExclusiveLock', 'ACCESS_EXCLUSIVE_LOCK'],
  ['ShareRowExclusiveLock', 'SHARE_ROW_EXCLUSIVE_LOCK'],
  ['ShareLock', 'SHARE_LOCK'],
];

interface Relation {
  readonly id: ObjectId;
  readonly oid: string;
  readonly file: string;
  readonly scans: number;
  readonly ancestors: readonly string[];
}

const RELATIONS = `
  SELECT c.oid, CASE c.relkind WHEN 'm' THEN 'materialized_view' ELSE 'table' END, n.nspname, c.relname,
    pg_relation_filenode(c.oid), pg_stat_get_xact_numscans(c.oid),
    ARRAY(WITH RECURSIVE up(oid) AS (SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid
      UNION SELECT i.inhparent FROM pg_inherits i JOIN up ON i.inhrelid = up.oid) SELECT oid FROM up)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm') AND c.oid >= 16384 AND n.nspname !~ '^pg_'`;

const HELD = `SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted`;

/** Reads relations as they are within the open transaction. */
async function relations(connection: Connection): Promise<ReadonlyMap<string, Relation>> {
  const [rows = []] = await connection.query(RELATIONS);
  return new Map(
    rows.map(([oid, kind, schema, name, file, scans, ancestors]) => [
      oid ?? '',
      {
        id: objectId(kind ?? '', [schema ?? '', name ?? '']),
        oid: oid ?? '',
        file: file ?? '',
        scans: Number(scans),
        ancestors: (ancestors ?? '{}')
          .slice(1, -1)
          .split(',')
          .filter((each) => each !== ''),
      },
    ]),
  );
}

/**
 * Runs the steps of a plan, each in a transaction of its own.
 * @returns for each step where what it did to relations that were there before the plan is not what its hazards say
 */
export async function unsaidEffects(connection: Connection, steps: readonly Step[], drift: Drift): Promise<string[]> {
  await connection.query('SET check_function_bodies = off');
  const old = new Set((await relations(connection)).keys());
  const problems: string[] = [];
  for (const step of steps) {
    await connection.query('BEGIN');
    const before = await relations(connection);
    for (const statement of step.statements) await connection.query(statement);
    const after = await relations(connection);
    const [held = []] = await connection.query(HELD);
    await connection.query('COMMIT');
    const said = saidBy(step);
    for (const [oid, relation] of before) {
      if (!old.has(oid) || !drift.target.objects.has(relation.id)) continue;
      const effects = effectsOn(relation, after.get(oid), held, isMadeAnew(relation.id, step, drift));
      // What is said of a table counts for its partitions and those that inherit.
      const family = [relation.id, ...relation.ancestors.flatMap((each) => before.get(each)?.id ?? [])];
      const covered = new Set(family.flatMap((id) => [...(said.get(id) ?? [])]));
      const isRoot = [...after.values()].some(({ ancestors }) => ancestors.includes(oid));
      const unsaid = [...effects].filter(
        (code) => !covered.has(code) && !isMereReading(code, relation.id, step, drift),
      );
      const untrue = [...(said.get(relation.id) ?? [])].filter(
        (code) => !isRoot && !isSeen(code, effects) && !isDoneAlready(code, step, steps, drift),
      );
      const wrong = [...unsaid.map((code) => `does not say ${code}`), ...untrue.map((code) => `wrongly says ${code}`)];
      if (wrong.length > 0)
        problems.push(
          `${relation.id} (${step.action} ${step.object}) ${wrong.join(', ')}: ${step.statements.join('; ')}`,
        );
    }
  }
  return problems;
}

/** A rewrite reads the rows: whether they are read once more can't be told. */
function isSeen(code: HazardCode, effects: ReadonlySet<HazardCode>): boolean {
  return effects.has(code) || (code === 'SCANS_TABLE' && effects.has('REWRITES_TABLE'));
}

/** A query reads where it likes: for a sequence, of a materialized view, of a foreign key in the table that it refers to. */
function isMereReading(
  code: HazardCode,
  relation: ObjectId,
  { object, hazards, statements }: Step,
  { source }: Drift,
): boolean {
  if (code !== 'SCANS_TABLE') return false;
  return (
    statements.every((sql) => sql.startsWith('SELECT ')) ||
    source.objects.get(object)?.facts.references === relation ||
    hazards.some((each) => each.code === code && each.relation === undefined)
  );
}

/** A step for the parent of an inherited column may have done it; a type that is text underneath needs no detour. */
function isDoneAlready(code: HazardCode, step: Step, steps: readonly Step[], { source }: Drift): boolean {
  if (code === 'SCANS_TABLE') return (source.objects.get(step.object)?.parents.length ?? 0) > 1;
  return (
    code === 'REWRITES_TABLE' &&
    steps.some(
      ({ object, action, statements }) =>
        object === step.object && action === 'drop' && statements.some((sql) => / TYPE text(\[\])? USING /.test(sql)),
    )
  );
}

/** A table that is dropped and comes back with its rows. */
function isMadeAnew(relation: ObjectId, { hazards }: Step, { source }: Drift): boolean {
  return (
    source.objects.get(relation)?.kind === 'table' &&
    !hazards.some(({ code, object }) => code === 'DELETES_DATA' && object === relation)
  );
}

function saidBy({ hazards }: Step): Effects {
  const said = new Map<ObjectId, Set<HazardCode>>();
  for (const { code, relation } of hazards) {
    const effect = OBSERVED.get(code);
    if (relation === undefined || effect === undefined) continue;
    said.set(relation, (said.get(relation) ?? new Set()).add(effect));
  }
  return said;
}

/** A built index has read the rows; that it is there is no lock and no rewrite. */
const OBSERVED: ReadonlyMap<HazardCode, HazardCode> = new Map([
  ...LOCKS.map(([, code]) => [code, code] as const),
  ['REWRITES_TABLE', 'REWRITES_TABLE'],
  ['SCANS_TABLE', 'SCANS_TABLE'],
  ['BUILDS_INDEX', 'SCANS_TABLE'],
]);

function effectsOn(
  before: Relation,
  after: Relation | undefined,
  held: readonly (readonly (string | null)[])[],
  madeAnew: boolean,
): ReadonlySet<HazardCode> {
  const modes = new Set(held.filter(([oid]) => oid === before.oid).map(([, mode]) => mode));
  const lock = LOCKS.find(([mode]) => modes.has(mode))?.[1];
  const effects = new Set<HazardCode>(lock === undefined ? [] : [lock]);
  if (after === undefined ? madeAnew : after.file !== before.file) effects.add('REWRITES_TABLE');
  else if (after !== undefined && after.scans > before.scans) effects.add('SCANS_TABLE');
  return effects;
}
