import type { Catalog, CatalogObject, Drift, HazardCode, ObjectId, Plan } from '../../src/engine/model';
import { ident, literal, qualified } from '../../src/engine/quote';
import type { Connection } from '../../src/environments/session';
import { without } from '../support/same-schema';

/** What a database holds in the tables and sequences that are on both sides, by object: a line per row or position. */
export type Data = ReadonlyMap<ObjectId, readonly string[]>;

/** Reads what must outlive a plan, before or after it ran. Before, everything still has its old name. */
export async function readData(connection: Connection, drift: Drift, when: When): Promise<Data> {
  const { source, target } = drift;
  const nameOf: NameOf = (object) => {
    const was = when === 'before' ? target.renames?.formerIds.get(object.id) : undefined;
    return target.renames?.before.objects.get(was ?? '') ?? object;
  };
  const queries = [...target.objects.values()]
    .filter(({ id }) => source.objects.has(id))
    .flatMap((object) => {
      const query = queryFor(object, drift, when, nameOf);
      return query === null ? [] : [{ id: object.id, query }];
    });
  if (queries.length === 0) return new Map();
  const results = await connection.query(queries.map(({ query }) => query).join(';\n'));
  return new Map(queries.map(({ id }, at) => [id, (results[at] ?? []).map(([line]) => line ?? '')]));
}

/** Tables and sequences that hold something else than before, though the plan did not say so. */
export function lostData(before: Data, after: Data, decided: Plan, drift: Drift): readonly string[] {
  const { target } = drift;
  const said = new Set([...objectsWith('DELETES_DATA', decided), ...objectsWith('NEEDS_PERSON', decided)]);
  const isSaid = (id: ObjectId): boolean =>
    said.has(id) || (target.objects.get(id)?.parents.some((parent) => isSaid(parent)) ?? false);
  return [...before].flatMap(([id, lines]) => {
    const now = after.get(id) ?? [];
    const isKept = takesRowsIn(id, drift) ? without(lines, now).length === 0 : lines.join('\n') === now.join('\n');
    if (isKept || isSaid(id) || hasGivenOutMore(id, lines, now)) return [];
    return [`${id} held\n  ${lines.join('\n  ')}\nand holds\n  ${now.join('\n  ')}`];
  });
}

/** A sequence that new columns took values from has lost nothing. */
function hasGivenOutMore(id: ObjectId, [before = '']: readonly string[], [after = '']: readonly string[]): boolean {
  const [was, is] = [before, after].map((position) => /^\((-?\d+),([tf])\)$/.exec(position));
  if (!id.startsWith('sequence:') || !was || !is) return false;
  return Number(is[1]) > Number(was[1]) || (is[1] === was[1] && is[2] === 't');
}

/** The objects that a hazard of the plan is about. */
export function objectsWith(code: HazardCode, { steps }: Plan): readonly ObjectId[] {
  return steps.flatMap(({ hazards }) => hazards.filter((each) => each.code === code).map(({ object }) => object));
}

type When = 'before' | 'after';

/** The object as it is called in the database by now. */
type NameOf = (object: CatalogObject) => CatalogObject;

function queryFor(object: CatalogObject, drift: Drift, when: When, nameOf: NameOf): string | null {
  const { id, kind } = object;
  const { schema, name } = nameOf(object);
  if (kind === 'sequence') return `SELECT ROW(last_value, is_called)::text FROM ${qualified(schema, name)}`;
  if (kind !== 'table') return null;
  const columns = [...drift.target.objects.values()]
    .filter((each) => each.kind === 'column' && each.parents[0] === id)
    .flatMap((column) => columnQuery(column, drift, nameOf));
  if (sides(id, drift).some(({ parents }) => parents.some((parent) => changesKey(parent, drift)))) return null;
  // Of a partitioned table nothing, of each of its partitions its own; but all together where they may change places,
  // without those of a partition that leaves with its rows. A plain table's are in its first partitions then. What
  // inherits from a plain table has rows of its own.
  const now = (when === 'before' ? drift.target : drift.source).objects.get(id);
  const isWhole = changesKey(id, drift) && typeof now?.attributes.partition_key === 'string';
  const apart = isWhole && when === 'before' ? leavingWithRows(id, drift).map(nameOf) : [];
  const oids = apart.map((partition) => `${literal(qualified(partition.schema, partition.name))}::regclass`);
  return (
    `SELECT ROW(${columns.join(', ')})::text FROM ${isWhole ? '' : 'ONLY '}${qualified(schema, name)} ` +
    `WHERE tableoid <> ALL (ARRAY[${oids.join()}]::oid[]) ORDER BY 1`
  );
}

function sides(id: ObjectId, { source, target }: Drift): readonly CatalogObject[] {
  return [source, target].flatMap(({ objects }) => objects.get(id) ?? []);
}

/** Whether rows of the table may lie in other partitions afterwards. */
function changesKey(id: ObjectId, drift: Drift): boolean {
  const all = sides(id, drift);
  if (new Set(all.map((each) => valueOf(each, 'partition_key'))).size > 1) return true;
  return all.some(({ kind, parents }) => kind === 'table' && parents.some((parent) => changesKey(parent, drift)));
}

/** Whether the rows may lie in other partitions, among which is then a table that had rows of its own. */
function takesRowsIn(id: ObjectId, drift: Drift): boolean {
  const { source, target } = drift;
  const joins = (each: ObjectId): boolean => isPartOf(id, each, source) && !isPartOf(id, each, target);
  return changesKey(id, drift) && [...target.objects.keys()].some((each) => source.objects.has(each) && joins(each));
}

/** The partitions, on all levels, that lie elsewhere then, or whose rows go with one that does. */
function leavingWithRows(id: ObjectId, { source, target }: Drift): readonly CatalogObject[] {
  const staying = (each: CatalogObject): ObjectId =>
    source.objects.has(each.id)
      ? each.id
      : (each.parents.flatMap((parent) => target.objects.get(parent) ?? []).map(staying)[0] ?? id);
  return [...target.objects.values()].filter(
    (each) => each.kind === 'table' && isPartOf(id, each.id, target) && !isPartOf(id, staying(each), source),
  );
}

/** Whether it is the table, or one of its partitions on any level. */
function isPartOf(id: ObjectId, each: ObjectId, catalog: Catalog): boolean {
  if (each === id) return true;
  return catalog.objects.get(each)?.parents.some((parent) => isPartOf(id, parent, catalog)) === true;
}

/** Of a column whose type changes only whether there is a value; a computed one may be computed otherwise. */
function columnQuery(actual: CatalogObject, drift: Drift, nameOf: NameOf): string[] {
  const wanted = drift.source.objects.get(actual.id);
  if (wanted === undefined || valueOf(wanted, 'generated') !== null) return [];
  const name = ident(nameOf(actual).name);
  const same = valueOf(actual, 'type') === valueOf(wanted, 'type') && !writesOtherwise(actual.id, drift);
  return [same ? name : `${name} IS NULL`];
}

/** Whether values are written in another way afterwards, because the type's own definition changes. */
function writesOtherwise(id: ObjectId, { source, target, differences }: Drift): boolean {
  const types = ['domain', 'composite_type', 'range_type'];
  const changed = new Set(differences.filter(({ kind }) => types.includes(kind)).map((difference) => difference.id));
  // A label that was renamed is another text.
  for (const { id: type, kind, renamed } of target.objects.values()) if (kind === 'enum' && renamed) changed.add(type);
  const seen = new Set([id]);
  for (const each of seen) {
    if (changed.has(each)) return true;
    for (const on of [...(source.dependencies.get(each) ?? []), ...(target.dependencies.get(each) ?? [])]) seen.add(on);
  }
  return false;
}

function valueOf({ attributes, facts }: CatalogObject, name: string): string | null {
  const value = attributes[name] ?? facts[name];
  return typeof value === 'string' ? value : null;
}
