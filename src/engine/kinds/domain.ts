import { dependentsOf } from '../dependents';
import { hazard, locksOutWriters, scans } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import { textOf, type Catalog, type CatalogObject, type Hazard, type ObjectId } from '../model';
import { ident, literal, nullable, qualified } from '../quote';
import { flag, text } from '../reader';
import { ownRows } from '../system-catalogs';
import { dropType, typeClaims, typeExists, typeGrantClause, TYPE_COLUMNS, readType, USER_TYPES } from './shared/types';
import type { TypeAttributes } from './shared/types';

interface DomainAttributes extends TypeAttributes {
  readonly type: string;
  readonly collation: string | null;
  readonly not_null: boolean;
  readonly default: string | null;
  /** Name → definition. */
  readonly constraints: Readonly<Record<string, string>>;
  readonly constraint_comments: Readonly<Record<string, string>>;
}

export const domain: Kind<DomainAttributes> = {
  name: 'domain',
  label: { one: 'domain', many: 'domains' },
  catalog: 'pg_type',
  publicPrivileges: ['USAGE'],
  defaultPrivileges: 'TYPES',

  seldom: `${ownRows('pg_type')} AND own.typtype = 'd'`,
  query: () => `
    SELECT ${TYPE_COLUMNS}, pg_catalog.format_type(t.typbasetype, t.typtypmod),
      (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(l.collname)
       FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
       JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
       WHERE l.oid = t.typcollation AND t.typcollation <> b.typcollation),
      t.typnotnull, pg_catalog.pg_get_expr(t.typdefaultbin, 0),
      (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(c.oid::text, c.conname, pg_catalog.pg_get_constraintdef(c.oid),
         pg_catalog.obj_description(c.oid, 'pg_constraint'))
         ORDER BY c.conname)
       FROM pg_catalog.pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c')
    FROM pg_catalog.pg_type t WHERE t.typtype = 'd' AND ${USER_TYPES}`,

  read(row, reader) {
    const base = readType('domain', row, reader);
    if (base === null) return null;
    const list = JSON.parse(row[12] ?? '[]') as [string, string, string, string | null][];
    for (const [oid] of list) reader.alias('pg_constraint', oid, base.id);
    return {
      ...base,
      attributes: {
        ...base.attributes,
        type: text(row, 8),
        collation: row[9] ?? null,
        not_null: flag(row, 10),
        default: row[11] ?? null,
        constraints: Object.fromEntries(list.map(([, name, definition]) => [name, definition])),
        constraint_comments: Object.fromEntries(
          list.flatMap(([, name, , comment]) => (comment === null ? [] : [[name, comment]])),
        ),
      },
    };
  },

  ignoring: (object, what) =>
    what === 'comment' ? { ...object, attributes: { ...object.attributes, constraint_comments: {} } } : object,

  address: ({ schema, name }) => `DOMAIN ${qualified(schema, name)}`,
  grantClause: typeGrantClause,
  claims: typeClaims,
  rename: {
    why: 'the same definition',
    // Checks are often called after their domain.
    shape: ({ attributes: { type, collation, default: value, not_null: notNull, constraints } }) => [
      [type, collation, value, notNull],
      Object.values(constraints).sort(),
    ],
  },

  contains: () => 'in a type',
  // PostgreSQL looks for the values in columns, and not inside of other values.
  reshapes: (object, context) =>
    isCheckedMore(object, context)
      ? holdersOf(object.id, context.target).flatMap(({ kind, id, parents }) =>
          kind === 'column' ? parents.slice(0, 1) : [id],
        )
      : [],

  create: ({ schema, name, attributes }) => [
    {
      sql: [
        `CREATE DOMAIN ${qualified(schema, name)} AS ${attributes.type}`,
        attributes.collation === null ? '' : ` COLLATE ${attributes.collation}`,
        attributes.default === null ? '' : ` DEFAULT ${attributes.default}`,
        attributes.not_null ? ' NOT NULL' : '',
        ...Object.entries(attributes.constraints).map(([each, definition]) =>
          isNotValid(definition) ? '' : `\n  CONSTRAINT ${ident(each)} ${definition}`,
        ),
      ].join(''),
      once: true,
    },
    ...Object.entries(attributes.constraints)
      .filter(([, definition]) => isNotValid(definition))
      .map(([each, definition]) => ({
        sql: `ALTER DOMAIN ${qualified(schema, name)} ADD CONSTRAINT ${ident(each)} ${definition}`,
        once: true as const,
      })),
    ...comments(qualified(schema, name), {}, attributes),
  ],

  drop: dropType,

  alter(target, goal, changes, context) {
    if (changes.some(({ attribute }) => attribute === 'type' || attribute === 'collation')) return 'replace';
    const alter = `ALTER DOMAIN ${qualified(goal.schema, goal.name)}`;
    const checks = checkHazards(goal.id, context);
    const statements: Statement[] = [];
    const { attributes: from } = target;
    const { attributes: to } = goal;
    for (const [name, definition] of Object.entries(from.constraints)) {
      if (to.constraints[name] !== definition)
        statements.push({ sql: `${alter} DROP CONSTRAINT ${ident(name)}`, once: true });
    }
    for (const [name, definition] of Object.entries(to.constraints)) {
      if (from.constraints[name] === definition) continue;
      statements.push({
        sql: `${alter} ADD CONSTRAINT ${ident(name)} ${definition}`,
        once: true,
        hazards: isNotValid(definition) ? [] : checks,
      });
    }
    if (from.default !== to.default) {
      statements.push({ sql: to.default === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${to.default}` });
    }
    if (from.not_null !== to.not_null) {
      statements.push(
        to.not_null ? { sql: `${alter} SET NOT NULL`, hazards: checks } : { sql: `${alter} DROP NOT NULL` },
      );
    }
    // A constraint that is added again comes without its comment.
    const kept = Object.entries(from.constraint_comments).filter(
      ([name]) => from.constraints[name] === to.constraints[name],
    );
    statements.push(...comments(qualified(goal.schema, goal.name), Object.fromEntries(kept), to));
    return { statements, disturbs: (dependent) => isInArray(dependent) && isCheckedMore(goal, context) };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_type t WHERE ${typeExists(object)} AND t.typtype = 'd' ` +
    `AND pg_catalog.format_type(t.typbasetype, t.typtypmod) = ${literal(object.attributes.type)} ` +
    `AND t.typnotnull = ${String(object.attributes.not_null)} AND pg_catalog.pg_get_expr(t.typdefaultbin, 0) ` +
    `IS NOT DISTINCT FROM ${nullable(object.attributes.default)} ` +
    `AND ARRAY(SELECT c.conname || ' ' || pg_catalog.pg_get_constraintdef(c.oid) FROM pg_catalog.pg_constraint c ` +
    `WHERE c.contypid = t.oid AND c.contype = 'c' ORDER BY c.conname) = ` +
    `ARRAY[${Object.entries(object.attributes.constraints)
      .map(([name, definition]) => literal(`${name} ${definition}`))
      .join(', ')}]::text[])`,
};

/** Whether the values that are there are checked for something new. */
function isCheckedMore({ id, attributes: to }: CatalogObject<DomainAttributes>, context: PlanContext): boolean {
  const from = context.target.objects.get(id)?.attributes as DomainAttributes | undefined;
  if (from === undefined || context.isMade(id)) return false;
  return (
    (to.not_null && !from.not_null) ||
    Object.entries(to.constraints).some(
      ([name, definition]) => from.constraints[name] !== definition && !isNotValid(definition),
    )
  );
}

function isNotValid(definition: string): boolean {
  return definition.endsWith(' NOT VALID');
}

/** The columns and types that have values of the domain, or of one over it, inside. */
function holdersOf(domain: ObjectId, target: Catalog): readonly CatalogObject[] {
  return dependentsOf(target)(domain).flatMap((id) => {
    const holder = target.objects.get(id);
    if (holder === undefined || !HOLDERS.has(holder.kind)) return [];
    return holder.kind === 'domain' ? holdersOf(id, target) : [holder];
  });
}

const HOLDERS: ReadonlySet<string> = new Set(['column', 'domain', 'composite_type', 'range_type']);

function isInArray({ kind, attributes }: CatalogObject): boolean {
  return kind === 'column' && textOf(attributes.type).endsWith('[]');
}

/** Every table with a column of the domain is locked against writers and read. */
function checkHazards(domain: ObjectId, { target }: PlanContext): readonly Hazard[] {
  const columns = holdersOf(domain, target).filter((each) => each.kind === 'column' && !isInArray(each));
  const tables = new Set(columns.flatMap(({ parents }) => parents.slice(0, 1)));
  return [
    hazard('MAY_FAIL_ON_EXISTING_ROWS', domain, 'a value may break the constraint'),
    ...[...tables].flatMap((table) => [...locksOutWriters(table, domain, 'SHARE_LOCK'), ...scans(table, domain)]),
  ];
}

function comments(domain: string, from: Readonly<Record<string, string>>, to: DomainAttributes): Statement[] {
  return Object.keys(to.constraints)
    .filter((name) => from[name] !== to.constraint_comments[name])
    .map((name) => {
      const comment = to.constraint_comments[name];
      const text = comment === undefined ? 'NULL' : literal(comment);
      return { sql: `COMMENT ON CONSTRAINT ${ident(name)} ON DOMAIN ${domain} IS ${text}` };
    });
}
