import type { Compared, ListedDifference } from '../../src/protocol/comparison';

export type Status = ListedDifference['status'];

export const STATUSES: readonly Status[] = ['missing', 'extra', 'changed'];

/** What the list is narrowed to. */
export interface Filter {
  readonly text: string;
  readonly statuses: ReadonlySet<Status>;
}

interface Place {
  /** The same after every comparison, so that what was closed stays closed. */
  readonly key: string;
  /** 1 for a schema, 2 for a kind, 3 for a difference. */
  readonly level: number;
  /** Counted from 1 among the rows of the same group. */
  readonly position: number;
  readonly siblings: number;
}

export interface GroupRow extends Place {
  readonly type: 'group';
  readonly label: string;
  readonly open: boolean;
  /** The differences in it that pass the filter. */
  readonly ids: readonly string[];
}

export interface DifferenceRow extends Place {
  readonly type: 'difference';
  readonly difference: ListedDifference;
  /** What its kind is called. */
  readonly kind: string;
}

export type Row = GroupRow | DifferenceRow;

interface Leaf {
  readonly difference: ListedDifference;
  /** What the text filter looks at. */
  readonly text: string;
}

interface KindGroup {
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly leaves: readonly Leaf[];
}

interface SchemaGroup {
  readonly key: string;
  readonly label: string;
  readonly kinds: readonly KindGroup[];
}

/** The differences by schema and kind, sorted: made once per comparison. */
export type Groups = readonly SchemaGroup[];

const byLabel = new Intl.Collator('en', { numeric: true });

/** Sorts the differences into schemas and kinds. What lies in no schema comes last. */
export function group(compared: Pick<Compared, 'differences' | 'kinds'>): Groups {
  const schemas = new Map<string | null, Map<string, ListedDifference[]>>();
  for (const difference of compared.differences) {
    const kinds = getOrAdd(schemas, difference.schema, () => new Map<string, ListedDifference[]>());
    getOrAdd(kinds, difference.kind, (): ListedDifference[] => []).push(difference);
  }
  return [...schemas]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : byLabel.compare(a, b)))
    .map(([schema, kinds]) => ({
      key: `schema ${schema ?? ''}`,
      label: schema ?? 'In no schema',
      kinds: compared.kinds.flatMap((kind) => {
        const differences = kinds.get(kind.name);
        return differences ? [kindGroup(schema, kind, differences)] : [];
      }),
    }));
}

function kindGroup(
  schema: string | null,
  { name, one, many }: Compared['kinds'][number],
  differences: readonly ListedDifference[],
): KindGroup {
  return {
    key: `kind ${schema ?? ''} ${name}`,
    label: many,
    kind: one,
    leaves: [...differences]
      .sort((a, b) => byLabel.compare(a.label, b.label))
      .map((difference) => ({
        difference,
        text: [schema ?? '', `${schema ?? ''}.${difference.label}`, one, difference.status, ...difference.attributes]
          .join(' ')
          .toLowerCase(),
      })),
  };
}

/** The rows that the filter and the closed groups leave, in order. */
export function visibleRows(groups: Groups, filter: Filter, closed: ReadonlySet<string>): Row[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = ({ difference, text }: Leaf) =>
    filter.statuses.has(difference.status) && words.every((word) => text.includes(word));
  const schemas = groups
    .map((schema) => ({
      ...schema,
      kinds: schema.kinds
        .map((kind) => ({ ...kind, leaves: kind.leaves.filter(passes) }))
        .filter((kind) => kind.leaves.length > 0),
    }))
    .filter((schema) => schema.kinds.length > 0);
  return schemas.flatMap((schema, index) => {
    const ids = schema.kinds.flatMap((kind) => kind.leaves.map((leaf) => leaf.difference.id));
    const place = { key: schema.key, level: 1, position: index + 1, siblings: schemas.length };
    const open = !closed.has(schema.key);
    const row: Row = { type: 'group', ...place, label: schema.label, open, ids };
    return open ? [row, ...kindRows(schema.kinds, closed)] : [row];
  });
}

function kindRows(kinds: readonly KindGroup[], closed: ReadonlySet<string>): Row[] {
  return kinds.flatMap((kind, index) => {
    const ids = kind.leaves.map((leaf) => leaf.difference.id);
    const place = { key: kind.key, level: 2, position: index + 1, siblings: kinds.length };
    const open = !closed.has(kind.key);
    const row: Row = { type: 'group', ...place, label: kind.label, open, ids };
    return open ? [row, ...differenceRows(kind)] : [row];
  });
}

function differenceRows(kind: KindGroup): Row[] {
  return kind.leaves.map(({ difference }, index) => ({
    type: 'difference',
    key: difference.id,
    level: 3,
    position: index + 1,
    siblings: kind.leaves.length,
    difference,
    kind: kind.kind,
  }));
}

/** How many differences there are of each status. */
export function countByStatus(differences: readonly ListedDifference[]): Record<Status, number> {
  const counts = { missing: 0, extra: 0, changed: 0 };
  for (const difference of differences) counts[difference.status]++;
  return counts;
}

/** The ids that the rows stand for, those in closed groups too. */
export function idsIn(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => (row.type === 'group' && row.level === 1 ? row.ids : []));
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
