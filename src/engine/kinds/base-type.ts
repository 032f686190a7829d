import { hazard } from '../hazards';
import type { Kind, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { literal, qualified } from '../quote';
import { text } from '../reader';
import { ownRows } from '../system-catalogs';
import { nameSql, typeNameSql } from './shared/catalog-names';
import {
  readType,
  typeAddress,
  typeClaims,
  typeExists,
  typeGrantClause,
  TYPE_COLUMNS,
  USER_TYPES,
} from './shared/types';
import type { TypeAttributes } from './shared/types';
import { ifExists } from './shared/run-again';

/** Null where CREATE TYPE need not say it; all null for a shell. */
interface Definition extends Attributes {
  /** Declared and not yet defined. */
  readonly shell: boolean;
  readonly input: string | null;
  readonly output: string | null;
  readonly receive: string | null;
  readonly send: string | null;
  readonly typmod_in: string | null;
  readonly typmod_out: string | null;
  readonly analyze: string | null;
  readonly subscript: string | null;
  readonly internal_length: string | null;
  readonly passed_by_value: boolean;
  readonly alignment: string | null;
  readonly storage: string | null;
  readonly category: string | null;
  readonly preferred: boolean;
  readonly default: string | null;
  readonly element: string | null;
  readonly delimiter: string | null;
  readonly collatable: boolean;
}

type BaseTypeAttributes = Definition & TypeAttributes;

/** In CREATE TYPE's order: attribute, its word, and what its value is. */
const CLAUSES: readonly [keyof Definition & string, string, 'name' | 'literal' | 'flag'][] = [
  ['input', 'INPUT', 'name'],
  ['output', 'OUTPUT', 'name'],
  ['receive', 'RECEIVE', 'name'],
  ['send', 'SEND', 'name'],
  ['typmod_in', 'TYPMOD_IN', 'name'],
  ['typmod_out', 'TYPMOD_OUT', 'name'],
  ['analyze', 'ANALYZE', 'name'],
  ['subscript', 'SUBSCRIPT', 'name'],
  ['internal_length', 'INTERNALLENGTH', 'name'],
  ['passed_by_value', 'PASSEDBYVALUE', 'flag'],
  ['alignment', 'ALIGNMENT', 'name'],
  ['storage', 'STORAGE', 'name'],
  ['category', 'CATEGORY', 'literal'],
  ['preferred', 'PREFERRED = true', 'flag'],
  ['default', 'DEFAULT', 'literal'],
  ['element', 'ELEMENT', 'name'],
  ['delimiter', 'DELIMITER', 'literal'],
  ['collatable', 'COLLATABLE = true', 'flag'],
];

/** What ALTER TYPE … SET can change. */
const SETTABLE: ReadonlySet<string> = new Set([
  'receive',
  'send',
  'typmod_in',
  'typmod_out',
  'analyze',
  'subscript',
  'storage',
]);

export const baseType: Kind<BaseTypeAttributes> = {
  name: 'base_type',
  label: { one: 'base type', many: 'base types' },
  catalog: 'pg_type',
  publicPrivileges: ['USAGE'],
  defaultPrivileges: 'TYPES',

  seldom: `${ownRows('pg_type')} AND (own.typtype = 'b' AND own.typarray <> 0 OR NOT own.typisdefined)`,
  query: () => `
    SELECT ${TYPE_COLUMNS}, pg_catalog.json_build_object(
      'shell', NOT t.typisdefined,
      'input', ${nameSql('pg_proc', 't.typinput')},
      'output', ${nameSql('pg_proc', 't.typoutput')},
      'receive', ${nameSql('pg_proc', 't.typreceive')},
      'send', ${nameSql('pg_proc', 't.typsend')},
      'typmod_in', ${nameSql('pg_proc', 't.typmodin')},
      'typmod_out', ${nameSql('pg_proc', 't.typmodout')},
      'analyze', ${nameSql('pg_proc', 't.typanalyze')},
      'subscript', ${nameSql('pg_proc', 't.typsubscript')},
      'internal_length', CASE WHEN t.typlen >= 0 AND t.typisdefined THEN t.typlen::text END,
      'passed_by_value', t.typbyval AND t.typisdefined,
      'alignment', CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'd' THEN 'double' END,
      'storage', CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END,
      'category', CASE WHEN t.typtype = 'b' THEN NULLIF(t.typcategory, 'U') END,
      'preferred', t.typispreferred,
      'default', t.typdefault,
      'element', ${typeNameSql('t.typelem')},
      'delimiter', NULLIF(t.typdelim, ','),
      'collatable', t.typcollation <> 0)
    FROM pg_catalog.pg_type t
    WHERE ${USER_TYPES} AND (t.typtype = 'b' OR NOT t.typisdefined)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)`,

  read(row, reader) {
    const base = readType('base_type', row, reader);
    if (base === null) return null;
    return { ...base, attributes: { ...base.attributes, ...(JSON.parse(text(row, 8)) as Definition) } };
  },

  address: typeAddress,
  grantClause: typeGrantClause,
  claims: typeClaims,

  // Its functions need the type and the type needs them: a shell stands in meanwhile.
  absorbs: (_object, child) => child.kind === 'function',

  create(object, _context, absorbed) {
    const name = qualified(object.schema, object.name);
    if (object.attributes.shell) return [{ sql: `CREATE TYPE ${name}`, once: true }];
    return [
      { sql: `CREATE TYPE ${name}`, once: true },
      ...absorbed.map(({ attributes }) => ({ sql: textOf(attributes.definition).trimEnd() })),
      { sql: `CREATE TYPE ${name} (\n  ${clauses(object).join(',\n  ')}\n)`, once: true },
    ];
  },

  // Whatever else depends on it has gone before: only its own functions go along.
  drop: ({ id, schema, name, attributes }, context) => [
    {
      sql: `DROP TYPE${ifExists(context)} ${qualified(schema, name)}${attributes.shell ? '' : ' CASCADE'}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'its functions go along')],
    },
  ],

  alter(_target, goal, changes, context) {
    const names = changes.map(({ attribute }) => attribute);
    const becomesPlain = names.includes('storage') && goal.attributes.storage === null;
    if (becomesPlain || !names.every((attribute) => SETTABLE.has(attribute))) return 'replace';
    const words = CLAUSES.filter(([attribute]) => names.includes(attribute)).map(([attribute, word]) => {
      const value = goal.attributes[attribute];
      return `${word} = ${typeof value === 'string' ? value : 'NONE'}`;
    });
    const statement: Statement = {
      sql: `ALTER TYPE ${qualified(goal.schema, goal.name)} SET (${words.join(', ')})`,
      requires: context.children(goal.id).map(({ id }) => id),
      before: [...context.target.objects.values()]
        .filter(({ id, parents }) => parents.includes(goal.id) && !context.goal.objects.has(id))
        .map(({ id }) => id),
      later: true,
    };
    return { statements: [statement] };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_type t WHERE ${typeExists(object)} ` +
    `AND t.typisdefined = ${String(!object.attributes.shell)})`,
};

function clauses({ attributes }: CatalogObject<BaseTypeAttributes>): readonly string[] {
  return CLAUSES.flatMap(([attribute, word, form]) => {
    const value = attributes[attribute];
    if (form === 'flag') return value === true ? [word] : [];
    if (typeof value !== 'string') return [];
    return [`${word} = ${form === 'literal' ? literal(value) : value}`];
  });
}
