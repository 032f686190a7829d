import { hazard } from '../hazards';
import type { Kind, PlanContext } from '../kind';
import { textOf, type Attributes, type CatalogObject, type ObjectId, type Value } from '../model';
import { ident, literal, nullable } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql, operatorNameSql, typeNameSql } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface OperatorAttributes extends Attributes {
  readonly owner: string;
  readonly function: string;
  /** As OPERATOR(…) has it. */
  readonly commutator: string | null;
  readonly negator: string | null;
  readonly restrict: string | null;
  readonly join: string | null;
  readonly hashes: boolean;
  readonly merges: boolean;
}

/** Schema, name, left and right type of a related operator. */
type Related = readonly [string, string, string | null, string];

function relatedSql(oid: string): string {
  return (
    `(SELECT pg_catalog.json_build_array(rn.nspname, r.oprname, ${typeNameSql('r.oprleft')}, ${typeNameSql('r.oprright')}) ` +
    `FROM pg_catalog.pg_operator r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.oprnamespace WHERE r.oid = ${oid})`
  );
}

export const operator: Kind<OperatorAttributes> = {
  name: 'operator',
  label: { one: 'operator', many: 'operators' },
  catalog: 'pg_operator',

  seldom: true,
  // One without a function is only announced, as the commutator or negator of another.
  query: () => `
    SELECT o.oid, 0, o.oprnamespace, o.oprname, pg_catalog.pg_get_userbyid(o.oprowner), ${typeNameSql('o.oprleft')},
      ${typeNameSql('o.oprright')}, ${nameSql('pg_proc', 'o.oprcode')}, ${relatedSql('o.oprcom')},
      ${relatedSql('o.oprnegate')}, ${nameSql('pg_proc', 'o.oprrest')}, ${nameSql('pg_proc', 'o.oprjoin')},
      o.oprcanhash, o.oprcanmerge
    FROM pg_catalog.pg_operator o WHERE o.oid >= ${FIRST_USER_OID} AND o.oprcode <> 0`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const left = row[5] ?? null;
    const right = text(row, 6);
    const commutator = related(row[8]);
    const negator = related(row[9]);
    return {
      id: operatorId(schema, name, left, right),
      kind: 'operator',
      schema,
      name,
      parents: [],
      attributes: {
        owner: text(row, 4),
        function: text(row, 7),
        commutator: commutator?.sql ?? null,
        negator: negator?.sql ?? null,
        restrict: row[10] ?? null,
        join: row[11] ?? null,
        hashes: flag(row, 12),
        merges: flag(row, 13),
      },
      facts: { left, right, commutator: commutator?.id ?? null, negator: negator?.id ?? null },
    };
  },

  // PostgreSQL tells the commutator and the negator of each other.
  prerequisites: (id, { source, target }) =>
    [source, target]
      .flatMap(({ objects }) => objects.get(id) ?? [])
      .flatMap(({ facts }) => [facts.commutator, facts.negator])
      .filter((each) => typeof each === 'string'),

  address: (object) => `OPERATOR ${signature(object)}`,
  claims: (object) => [`operator ${signature(object)}`],

  create: (object) => {
    const { attributes, facts } = object;
    const parts = [
      `FUNCTION = ${attributes.function}`,
      ...(facts.left === null ? [] : [`LEFTARG = ${textOf(facts.left)}`]),
      `RIGHTARG = ${textOf(facts.right)}`,
      ...(attributes.commutator === null ? [] : [`COMMUTATOR = OPERATOR(${attributes.commutator})`]),
      ...(attributes.negator === null ? [] : [`NEGATOR = OPERATOR(${attributes.negator})`]),
      ...(attributes.restrict === null ? [] : [`RESTRICT = ${attributes.restrict}`]),
      ...(attributes.join === null ? [] : [`JOIN = ${attributes.join}`]),
      ...(attributes.hashes ? ['HASHES'] : []),
      ...(attributes.merges ? ['MERGES'] : []),
    ];
    return [{ sql: `CREATE OPERATOR ${operatorName(object)} (${parts.join(', ')})`, once: true }];
  },
  drop: (object, context) => [
    {
      sql: `DROP OPERATOR${ifExists(context)} ${signature(object)}`,
      hazards: [hazard('BREAKS_CLIENTS', object.id, 'queries that use it fail')],
    },
  ],

  // Making or dropping a commutator or negator changes this side by itself.
  alter(target, goal, changes, context) {
    const own = changes
      .map(({ attribute }) => attribute)
      .filter((attribute) => !comesByItself(attribute, target, goal, context));
    if (own.length === 0) return { statements: [] };
    if (!own.every((attribute) => attribute === 'restrict' || attribute === 'join')) return 'replace';
    const parts = own.map((attribute) => {
      const value = goal.attributes[attribute];
      return `${attribute.toUpperCase()} = ${typeof value === 'string' ? value : 'NONE'}`;
    });
    return { statements: [{ sql: `ALTER OPERATOR ${signature(goal)} SET (${parts.join(', ')})` }] };
  },

  verify: (object) => {
    const { function: routine, commutator, negator, hashes, merges } = object.attributes;
    const { left, right } = object.facts;
    const typeOid = (type: Value | undefined): string => `pg_catalog.to_regtype(${literal(textOf(type))})`;
    // Before 16, to_regoperator fails where there is no such type.
    return (
      `EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oprname = ${literal(object.name)} ` +
      `AND o.oprnamespace = pg_catalog.to_regnamespace(${literal(ident(object.schema ?? ''))}) ` +
      `AND o.oprleft = ${left === null ? '0' : typeOid(left)} AND o.oprright = ${typeOid(right)} ` +
      `AND ${nameSql('pg_proc', 'o.oprcode')} = ${literal(routine)} ` +
      `AND ${operatorNameSql('o.oprcom')} IS NOT DISTINCT FROM ${nullable(commutator)} ` +
      `AND ${operatorNameSql('o.oprnegate')} IS NOT DISTINCT FROM ${nullable(negator)} ` +
      `AND o.oprcanhash = ${String(hashes)} AND o.oprcanmerge = ${String(merges)})`
    );
  },
};

function operatorId(schema: string, name: string, left: string | null, right: string): ObjectId {
  return objectId('operator', [schema, name], left === null ? right : `${left}, ${right}`);
}

function related(json: string | null | undefined): { id: ObjectId; sql: string } | null {
  if (json == null) return null;
  const [schema, name, left, right] = JSON.parse(json) as Related;
  return { id: operatorId(schema, name, left, right), sql: `${ident(schema)}.${name}` };
}

function operatorName({ schema, name }: CatalogObject): string {
  return `${ident(schema ?? '')}.${name}`;
}

function signature(object: CatalogObject): string {
  return `${operatorName(object)} (${textOf(object.facts.left) || 'NONE'}, ${textOf(object.facts.right)})`;
}

function comesByItself(attribute: string, target: CatalogObject, goal: CatalogObject, context: PlanContext): boolean {
  if (attribute !== 'commutator' && attribute !== 'negator') return false;
  const from = target.facts[attribute];
  const to = goal.facts[attribute];
  return (
    (from === null || (typeof from === 'string' && context.isRemoved(from))) &&
    (to === null || (typeof to === 'string' && context.isMade(to)))
  );
}
