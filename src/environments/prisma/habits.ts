import { textOf, type CatalogObject } from '../../engine/model';

/** Where Prisma writes in its own way what it would also take as it is in the database. */
export type HabitGroup = 'types' | 'defaults' | 'foreign-key actions' | 'unique constraints' | 'names';

/** The type that Prisma writes where the schema says none, and what its scalar type stands for as well. */
const TYPES: readonly (readonly [prisma: RegExp, others: RegExp])[] = [
  [/^timestamp\(3\) without time zone$/, /^(timestamp(\(\d\))? with(out)? time zone)$/],
  [/^text$/, /^(character varying(\(\d+\))?|character\(\d+\)|(\w+\.)?citext)$/],
  [/^numeric\(65,30\)$/, /^numeric(\(\d+,\d+\))?$/],
  [/^jsonb$/, /^json$/],
  [/^double precision$/, /^real$/],
];

/** True for types that differ by Prisma's habit alone; of arrays, for those of their elements. */
export function isHabitType(prisma: string, database: string): boolean {
  const [element, other] = [prisma.replace(/\[\]$/, ''), database.replace(/\[\]$/, '')];
  if (prisma.endsWith('[]') !== database.endsWith('[]')) return false;
  return TYPES.some(([habit, others]) => habit.test(element) && others.test(other));
}

/** Prisma does not say in which schema an extension's type lies. */
export function isSameUnqualified(prisma: string, database: string): boolean {
  const unqualified = (type: string): string => type.replace(/^("[^"]+"|\w+)\./, '');
  return unqualified(prisma) === unqualified(database);
}

/** `'draft'::text` and `'draft'::character varying`, `CURRENT_TIMESTAMP` and `now()`. */
export function isHabitDefault(prisma: string, database: string): boolean {
  const plain = (expression: string): string =>
    expression.replace(/::[\w ."]+(\(\d+(,\d+)?\))?(\[\])?$/, '').replace(/^now\(\)$/, 'CURRENT_TIMESTAMP');
  return plain(prisma) === plain(database);
}

/**
 * What a key, a foreign key or an index is whatever its name: two with the same shape do the same, but for a foreign
 * key's actions. The definitions are PostgreSQL's own, so that their words stand in a known order.
 */
export function shapeOf({ kind, attributes, facts }: CatalogObject): string | undefined {
  const definition = textOf(attributes.definition);
  const table = textOf(facts.table);
  if (kind === 'index') {
    const [, unique = '', how = ''] =
      /^CREATE (UNIQUE )?INDEX .*? ON (?:ONLY )?\S.*? (USING .*)$/s.exec(definition) ?? [];
    return `${unique}${table} ${how}`;
  }
  if (kind !== 'constraint') return undefined;
  switch (textOf(attributes.type)) {
    case 'unique':
      return `UNIQUE ${table} USING btree ${definition.replace(/^UNIQUE /, '')}`;
    case 'primary_key':
      return `${table} ${definition}`;
    case 'foreign_key':
      return `${table} ${definition.replace(ACTIONS, '')}`;
    default:
      return undefined;
  }
}

const ACTIONS = /( ON (UPDATE|DELETE) (CASCADE|RESTRICT|NO ACTION|SET NULL|SET DEFAULT))+(?= NOT VALID$|$)/;

/** What kind of habit tells two of the same shape apart. */
export function habitBetween(prisma: CatalogObject, database: CatalogObject): HabitGroup | undefined {
  if (prisma.kind !== database.kind) return 'unique constraints';
  if (prisma.attributes.type === 'foreign_key' && prisma.attributes.definition !== database.attributes.definition)
    return 'foreign-key actions';
  return prisma.id === database.id ? undefined : 'names';
}
