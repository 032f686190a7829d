import { hazard } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import type { CatalogObject } from '../model';
import { literal, qualified } from '../quote';
import { text } from '../reader';
import { dropType, typeAddress, typeClaims, typeGrantClause, TYPE_COLUMNS, readType, typeExists } from './shared/types';
import type { TypeAttributes } from './shared/types';
import { ifNotExists } from './shared/run-again';

interface EnumAttributes extends TypeAttributes {
  readonly labels: readonly string[];
}

export const enumType: Kind<EnumAttributes> = {
  name: 'enum',
  label: { one: 'enum', many: 'enums' },
  catalog: 'pg_type',
  publicPrivileges: ['USAGE'],
  defaultPrivileges: 'TYPES',

  query: () => `
    SELECT ${TYPE_COLUMNS}, (SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder)
      FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
    FROM pg_catalog.pg_type t WHERE t.typtype = 'e'`,

  read(row, reader) {
    const base = readType('enum', row, reader);
    if (base === null) return null;
    const labels = row[8] == null ? [] : (JSON.parse(text(row, 8)) as string[]);
    return { ...base, attributes: { ...base.attributes, labels } };
  },

  address: typeAddress,
  grantClause: typeGrantClause,
  claims: typeClaims,
  rename: { why: 'the same labels', shape: ({ attributes }) => attributes.labels },
  members: {
    kind: 'enum_value',
    attribute: 'labels',
    names: ({ attributes }) => attributes.labels,
    renamed: (object, from, to) => ({
      ...object,
      attributes: {
        ...object.attributes,
        labels: object.attributes.labels.map((label) => (label === from ? to : label)),
      },
    }),
    sql: ({ schema, name }, from, to) =>
      `ALTER TYPE ${qualified(schema, name)} RENAME VALUE ${literal(from)} TO ${literal(to)}`,
    labelOf: ({ schema, name }) => qualified(schema, name),
  },

  create: ({ schema, name, attributes }) => [
    {
      sql: `CREATE TYPE ${qualified(schema, name)} AS ENUM (${attributes.labels.map(literal).join(', ')})`,
      once: true,
    },
  ],
  drop: dropType,

  alter(target, goal, _changes, context) {
    const statements = addedLabels(target, goal, context);
    return statements === null ? 'replace' : { statements };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_type t WHERE ${typeExists(object)} AND ARRAY(SELECT e.enumlabel::text ` +
    `FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) = ` +
    `ARRAY[${object.attributes.labels.map(literal).join(', ')}]::text[])`,
};

/** ADD VALUE statements, or null where labels went away or changed places: PostgreSQL cannot do that to an enum. */
function addedLabels(
  target: CatalogObject<EnumAttributes>,
  goal: CatalogObject<EnumAttributes>,
  context: PlanContext,
): Statement[] | null {
  const has = target.attributes.labels;
  const wants = goal.attributes.labels;
  if (wants.filter((label) => has.includes(label)).join('\0') !== has.join('\0')) return null;
  const type = qualified(goal.schema, goal.name);
  const statements: Statement[] = [];
  wants.forEach((label, index) => {
    if (has.includes(label)) return;
    const previous = wants[index - 1];
    const next = wants.find((other, at) => at > index && has.includes(other));
    const place =
      previous !== undefined
        ? next === undefined
          ? ''
          : ` AFTER ${literal(previous)}`
        : next === undefined
          ? ''
          : ` BEFORE ${literal(next)}`;
    statements.push({
      sql: `ALTER TYPE ${type} ADD VALUE${ifNotExists(context)} ${literal(label)}${place}`,
      commitAfter: true,
      hazards: [hazard('NOT_IN_TRANSACTION', goal.id, `the value ${label} can be used only after a commit`)],
    });
  });
  return statements;
}
