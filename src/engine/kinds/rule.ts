import { locksOut } from '../hazards';
import type { Kind, Statement } from '../kind';
import type { Attributes, CatalogObject, Hazard } from '../model';
import { ident, literal } from '../quote';
import { childId, text } from '../reader';
import { FIRST_USER_OID, ownRows } from '../system-catalogs';
import { sqlName, tableOf } from './shared/relations';
import { letterOf, stateOf } from './shared/enabled';
import { createOrReplace, ifExists } from './shared/run-again';

interface RuleAttributes extends Attributes {
  readonly definition: string;
  readonly state: string;
}

/** Rules but for the one that is a view's definition. */
export const rule: Kind<RuleAttributes> = {
  name: 'rule',
  label: { one: 'rule', many: 'rules' },
  catalog: 'pg_rewrite',

  seldom: `${ownRows('pg_rewrite')} AND own.rulename <> '_RETURN'`,
  query: () => `
    SELECT r.oid, 0, r.ev_class, r.rulename, pg_catalog.pg_get_ruledef(r.oid), r.ev_enabled
    FROM pg_catalog.pg_rewrite r WHERE r.oid >= ${FIRST_USER_OID} AND r.rulename <> '_RETURN'`,

  read(row, reader) {
    const relation = reader.find('pg_class', row[2]);
    if (relation === undefined) return null;
    const name = text(row, 3);
    return {
      id: childId('rule', relation.id, name),
      kind: 'rule',
      schema: relation.schema,
      name,
      parents: [relation.id],
      attributes: { definition: text(row, 4).replace(/;\s*$/, ''), state: stateOf(text(row, 5)) },
      facts: { table: sqlName(relation) },
    };
  },

  address: (object) => `RULE ${ident(object.name)} ON ${tableOf(object)}`,
  claims: (object) => [`rule ${ident(object.name)} on ${tableOf(object)}`],
  create: (object, context) => [
    { sql: object.attributes.definition.replace(/^CREATE/, createOrReplace(context)), hazards: lock(object) },
    ...(object.attributes.state === 'ENABLE' ? [] : [state(object)]),
  ],
  drop: (object, context) => [
    { sql: `DROP RULE${ifExists(context)} ${ident(object.name)} ON ${tableOf(object)}`, hazards: lock(object) },
  ],
  alter: (_target, goal, changes) => ({
    statements: [
      ...(changes.some(({ attribute }) => attribute === 'definition')
        ? [
            {
              sql: goal.attributes.definition.replace(/^CREATE RULE/, 'CREATE OR REPLACE RULE'),
              hazards: lock(goal),
            },
          ]
        : []),
      ...(changes.some(({ attribute }) => attribute === 'state') ? [state(goal)] : []),
    ],
  }),
  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_rewrite WHERE ev_class = pg_catalog.to_regclass(${literal(tableOf(object))}) ` +
    `AND rulename = ${literal(object.name)} AND ev_enabled = ${literal(letterOf(object.attributes.state))} ` +
    `AND pg_catalog.pg_get_ruledef(oid) = ${literal(`${object.attributes.definition};`)})`,
};

function state(object: CatalogObject<RuleAttributes>): Statement {
  return {
    sql: `ALTER TABLE ${tableOf(object)} ${object.attributes.state} RULE ${ident(object.name)}`,
    hazards: lock(object),
  };
}

function lock({ id, parents }: CatalogObject): readonly Hazard[] {
  return locksOut(parents[0], id);
}
