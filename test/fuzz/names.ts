import type { Dice } from './dice';

/** Writes a statement about an object. Thrown again, it writes the same object in another way; PostgreSQL may refuse it. */
export type Writer = (dice: Dice) => string;

export type Names = readonly [string, ...string[]];

/** Few names, so that statements meet often. */
export const TABLES: Names = ['t0', 't1', 't2', 'app.t3', 'app."T 4"', 't5'];
export const COLUMNS: Names = ['a', 'b', 'c', '"D d"', 'e'];
export const PARTITIONS: Names = ['p0', 'p1', 'app.p2'];
export const VIEWS: Names = ['v0', 'v1', 'app.v2', 'v3'];
export const MATERIALIZED: Names = ['m0', 'app.m1'];
export const FUNCTIONS: Names = ['f0', 'f1', 'app.f2'];
export const SEQUENCES: Names = ['q0', 'app.q1'];
export const LABELS: Names = ['new', 'open', 'done', "it''s"];
export const ROLES: Names = ['corpus_owner', 'corpus_reader', '"Corpus ""Odd"" role"'];

export const OWN_TYPES: Names = ['e0', 'app.e1', 'd0', 'd1', 'c0', 'app.c1', 'r0', 'e0[]'];

/** What a column of a type can hold, whatever the schema. Other columns get their default. */
export const VALUES: Readonly<Record<string, string>> = {
  integer: '1',
  bigint: '1',
  smallint: '1',
  numeric: '1',
  text: '1',
  'character varying': '1',
  boolean: 'true',
  date: '2026-01-01',
  'timestamp with time zone': '2026-01-01 00:00:00+00',
  uuid: '00000000-0000-0000-0000-000000000001',
  jsonb: '{}',
  'integer[]': '{}',
  'text[]': '{}',
  point: '(1,1)',
  int4range: '[1,2)',
};

export const relations: Names = [...TABLES, ...PARTITIONS, ...VIEWS, ...MATERIALIZED];
export const type: Writer = (dice) =>
  dice.chance(0.3)
    ? dice.pick(OWN_TYPES)
    : dice.pick(['integer', 'numeric(10,2)', 'varchar(40)', ...Object.keys(VALUES)]);
export const table: Writer = (dice) => (dice.chance(0.15) ? dice.pick(PARTITIONS) : dice.pick(TABLES));
export const columns: Writer = (dice) => dice.some(['id', ...COLUMNS]).join(', ');
export const condition: Writer = (dice) => {
  const of = dice.pick(['id', ...COLUMNS]);
  return dice.pick([`${of} is not null`, `${of}::text <> ''`, 'id > 0', `f0(id::integer) > ${dice.below(3)}`]);
};
/** So many writers of the same kind, whose objects are called by the prefix and a number. */
export function several(count: number, prefix: string, make: (name: string) => Writer): Writer[] {
  return Array.from({ length: count }, (_, at) => make(`${prefix}${at}`));
}
