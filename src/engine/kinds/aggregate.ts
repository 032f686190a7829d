import { aclSql, readGrants, type Grants } from '../grants';
import { hazard } from '../hazards';
import type { Kind } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { ident, literal, nullable, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID, ownRows } from '../system-catalogs';
import { nameSql, operatorNameSql, typeNameSql } from './shared/catalog-names';
import { createOrReplace, ifExists } from './shared/run-again';

/** Null, or the default, where CREATE AGGREGATE need not say it. */
interface Definition extends Attributes {
  readonly type: 'normal' | 'ordered_set' | 'hypothetical';
  readonly state_function: string;
  readonly state_type: string;
  readonly state_size: string | null;
  readonly final_function: string | null;
  readonly final_function_extra: boolean;
  readonly final_function_modify: string | null;
  readonly combine_function: string | null;
  readonly serial_function: string | null;
  readonly deserial_function: string | null;
  readonly initial_condition: string | null;
  readonly moving_state_function: string | null;
  readonly moving_inverse_function: string | null;
  readonly moving_state_type: string | null;
  readonly moving_state_size: string | null;
  readonly moving_final_function: string | null;
  readonly moving_final_function_extra: boolean;
  readonly moving_final_function_modify: string | null;
  readonly moving_initial_condition: string | null;
  readonly sort_operator: string | null;
  readonly parallel: string | null;
}

interface AggregateAttributes extends Definition {
  readonly owner: string;
  readonly grants: Grants;
}

/** In CREATE AGGREGATE's order: attribute, its word, and what its value is. */
const CLAUSES: readonly [keyof Definition & string, string, 'name' | 'literal' | 'flag'][] = [
  ['state_function', 'SFUNC', 'name'],
  ['state_type', 'STYPE', 'name'],
  ['state_size', 'SSPACE', 'name'],
  ['final_function', 'FINALFUNC', 'name'],
  ['final_function_extra', 'FINALFUNC_EXTRA', 'flag'],
  ['final_function_modify', 'FINALFUNC_MODIFY', 'name'],
  ['combine_function', 'COMBINEFUNC', 'name'],
  ['serial_function', 'SERIALFUNC', 'name'],
  ['deserial_function', 'DESERIALFUNC', 'name'],
  ['initial_condition', 'INITCOND', 'literal'],
  ['moving_state_function', 'MSFUNC', 'name'],
  ['moving_inverse_function', 'MINVFUNC', 'name'],
  ['moving_state_type', 'MSTYPE', 'name'],
  ['moving_state_size', 'MSSPACE', 'name'],
  ['moving_final_function', 'MFINALFUNC', 'name'],
  ['moving_final_function_extra', 'MFINALFUNC_EXTRA', 'flag'],
  ['moving_final_function_modify', 'MFINALFUNC_MODIFY', 'name'],
  ['moving_initial_condition', 'MINITCOND', 'literal'],
  ['sort_operator', 'SORTOP', 'name'],
  ['parallel', 'PARALLEL', 'name'],
];

/** What a final function may do to the state, where it differs from the default for the type of aggregate. */
function modifySql(column: string): string {
  return (
    `CASE WHEN ${column} <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN ` +
    `CASE ${column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`
  );
}

export const aggregate: Kind<AggregateAttributes> = {
  name: 'aggregate',
  label: { one: 'aggregate', many: 'aggregates' },
  catalog: 'pg_proc',
  publicPrivileges: ['EXECUTE'],
  defaultPrivileges: 'FUNCTIONS',

  seldom: `${ownRows('pg_proc')} AND own.prokind = 'a'`,
  query: () => `
    SELECT p.oid, 0, p.pronamespace, p.proname, pg_catalog.pg_get_userbyid(p.proowner), ${aclSql('p.proacl', 'f', 'p.proowner')}, pg_catalog.oidvectortypes(p.proargtypes),
      pg_catalog.pg_get_function_identity_arguments(p.oid), pg_catalog.pg_get_function_result(p.oid),
      pg_catalog.json_build_object(
        'type', CASE a.aggkind WHEN 'o' THEN 'ordered_set' WHEN 'h' THEN 'hypothetical' ELSE 'normal' END,
        'state_function', ${nameSql('pg_proc', 'a.aggtransfn')},
        'state_type', ${typeNameSql('a.aggtranstype')},
        'state_size', NULLIF(a.aggtransspace, 0)::text,
        'final_function', ${nameSql('pg_proc', 'a.aggfinalfn')},
        'final_function_extra', a.aggfinalextra,
        'final_function_modify', ${modifySql('a.aggfinalmodify')},
        'combine_function', ${nameSql('pg_proc', 'a.aggcombinefn')},
        'serial_function', ${nameSql('pg_proc', 'a.aggserialfn')},
        'deserial_function', ${nameSql('pg_proc', 'a.aggdeserialfn')},
        'initial_condition', a.agginitval,
        'moving_state_function', ${nameSql('pg_proc', 'a.aggmtransfn')},
        'moving_inverse_function', ${nameSql('pg_proc', 'a.aggminvtransfn')},
        'moving_state_type', ${typeNameSql('a.aggmtranstype')},
        'moving_state_size', NULLIF(a.aggmtransspace, 0)::text,
        'moving_final_function', ${nameSql('pg_proc', 'a.aggmfinalfn')},
        'moving_final_function_extra', a.aggmfinalextra,
        'moving_final_function_modify', ${modifySql('a.aggmfinalmodify')},
        'moving_initial_condition', a.aggminitval,
        'sort_operator', 'OPERATOR(' || ${operatorNameSql('a.aggsortop')} || ')',
        'parallel', CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END)
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
    WHERE p.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const owner = text(row, 4);
    const types = text(row, 7);
    return {
      id: objectId('aggregate', [schema, name], types),
      kind: 'aggregate',
      schema,
      name,
      parents: [],
      attributes: {
        owner,
        grants: readGrants(row[5], row[6], owner),
        ...(JSON.parse(text(row, 10)) as Definition),
      },
      facts: { types, arguments: text(row, 8), returns: row[9] ?? null },
    };
  },

  address: (object) => `AGGREGATE ${signature(object)}`,
  grantClause: ({ schema, name, facts }, privileges) =>
    `${privileges.join(', ')} ON FUNCTION ${qualified(schema, name)}(${textOf(facts.types)})`,
  claims: ({ schema, name, facts }) => [`routine ${qualified(schema, name)}(${textOf(facts.types)})`],

  create: (object, context) => [{ sql: aggregateSql(object, `${createOrReplace(context)} AGGREGATE`) }],
  drop: (object, context) => [
    {
      sql: `DROP AGGREGATE${ifExists(context)} ${signature(object)}`,
      hazards: [hazard('BREAKS_CLIENTS', object.id, 'queries that use it fail')],
    },
  ],

  // CREATE OR REPLACE cannot change what it returns, the name of an argument or the type of aggregate.
  alter(target, goal) {
    const sameShape =
      target.facts.returns === goal.facts.returns &&
      target.facts.arguments === goal.facts.arguments &&
      target.attributes.type === goal.attributes.type;
    return sameShape ? { statements: [{ sql: aggregateSql(goal, 'CREATE OR REPLACE AGGREGATE') }] } : 'replace';
  },

  verify: ({ schema, name, attributes, facts }) =>
    // Before 16, to_regprocedure fails where there is no such type.
    `EXISTS (SELECT FROM pg_catalog.pg_aggregate JOIN pg_catalog.pg_proc p ON p.oid = aggfnoid ` +
    `WHERE p.proname = ${literal(name)} AND p.pronamespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))}) ` +
    `AND pg_catalog.oidvectortypes(p.proargtypes) = ${literal(textOf(facts.types))} ` +
    `AND pg_catalog.format_type(aggtranstype, NULL) = ${literal(attributes.state_type)} ` +
    `AND agginitval IS NOT DISTINCT FROM ${nullable(attributes.initial_condition)})`,
};

/** The name with its arguments, as every statement about an aggregate wants it: `*` where there are none. */
function signature({ schema, name, facts }: CatalogObject): string {
  return `${qualified(schema, name)}(${textOf(facts.arguments) || '*'})`;
}

function aggregateSql(object: CatalogObject<AggregateAttributes>, create: string): string {
  const lines = CLAUSES.flatMap(([attribute, word, form]) => {
    const value = object.attributes[attribute];
    if (form === 'flag') return value === true ? [word] : [];
    if (typeof value !== 'string') return [];
    return [`${word} = ${form === 'literal' ? literal(value) : value}`];
  });
  if (object.attributes.type === 'hypothetical') lines.push('HYPOTHETICAL');
  return `${create} ${signature(object)} (\n  ${lines.join(',\n  ')}\n)`;
}
