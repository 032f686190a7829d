import { literal } from '../../quote';
import { typeNameSql } from './catalog-names';

/** Key → what is added: `OPERATOR 1 (integer, bigint)` → `OPERATOR 1 s.<(integer, bigint)`. */
export type OperatorMembers = Readonly<Record<string, string>>;

/**
 * SQL for the operators and support functions of an operator class or family, as JSON: [row's catalog, row's oid, key,
 * text] each. pg_depend says whether a member belongs to a class or is loose in its family.
 * @param owner where the row of the class or family lies: `pg_opclass` or `pg_opfamily`
 * @param oid SQL for its oid
 * @param family SQL for the family's oid
 */
export function operatorMembersSql(owner: 'pg_opclass' | 'pg_opfamily', oid: string, family: string): string {
  const classid = owner === 'pg_opclass' ? 2616 : 2753;
  const belongs = (catalog: number, member: string): string =>
    `EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = ${catalog} AND d.objid = ${member} ` +
    `AND d.refclassid = ${classid} AND d.refobjid = ${oid})`;
  const types = (left: string, right: string): string =>
    `'(' || ${typeNameSql(left)} || ', ' || ${typeNameSql(right)} || ')'`;
  return `(SELECT pg_catalog.json_agg(m.member ORDER BY m.kind DESC, m.number, m.member::text) FROM (
      SELECT 'OPERATOR' AS kind, ao.amopstrategy AS number, pg_catalog.json_build_array('pg_amop', ao.oid::text,
        'OPERATOR ' || ao.amopstrategy || ' ' || ${types('ao.amoplefttype', 'ao.amoprighttype')},
        'OPERATOR ' || ao.amopstrategy || ' ' || pg_catalog.quote_ident(onsp.nspname) || '.' || op.oprname || ' ' ||
          ${types('op.oprleft', 'op.oprright')} || COALESCE(' FOR ORDER BY ' ||
          pg_catalog.quote_ident(fnsp.nspname) || '.' || pg_catalog.quote_ident(sf.opfname), '')) AS member
      FROM pg_catalog.pg_amop ao
      JOIN pg_catalog.pg_operator op ON op.oid = ao.amopopr
      JOIN pg_catalog.pg_namespace onsp ON onsp.oid = op.oprnamespace
      LEFT JOIN pg_catalog.pg_opfamily sf ON sf.oid = ao.amopsortfamily
      LEFT JOIN pg_catalog.pg_namespace fnsp ON fnsp.oid = sf.opfnamespace
      WHERE ao.amopfamily = ${family} AND ${belongs(2602, 'ao.oid')}
      UNION ALL
      SELECT 'FUNCTION', ap.amprocnum, pg_catalog.json_build_array('pg_amproc', ap.oid::text,
        'FUNCTION ' || ap.amprocnum || ' ' || ${types('ap.amproclefttype', 'ap.amprocrighttype')},
        'FUNCTION ' || ap.amprocnum || ' ' || ${types('ap.amproclefttype', 'ap.amprocrighttype')} || ' ' ||
          pg_catalog.quote_ident(pnsp.nspname) || '.' || pg_catalog.quote_ident(p.proname) ||
          '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')')
      FROM pg_catalog.pg_amproc ap
      JOIN pg_catalog.pg_proc p ON p.oid = ap.amproc
      JOIN pg_catalog.pg_namespace pnsp ON pnsp.oid = p.pronamespace
      WHERE ap.amprocfamily = ${family} AND ${belongs(2603, 'ap.oid')}) m)`;
}

/** A boolean expression: these are the members; owner, oid and family as above. */
export function hasMembers(
  owner: 'pg_opclass' | 'pg_opfamily',
  oid: string,
  family: string,
  members: readonly string[],
): string {
  const has = `pg_catalog.json_array_elements(${operatorMembersSql(owner, oid, family)})`;
  return (
    `ARRAY(SELECT member ->> 3 FROM ${has} member ORDER BY 1) = ` +
    `ARRAY(SELECT * FROM pg_catalog.unnest(ARRAY[${members.map(literal).join(', ')}]::text[]) ORDER BY 1)`
  );
}

/** One row of that: where it lies, and what it says. */
export type OperatorMember = readonly [catalog: 'pg_amop' | 'pg_amproc', oid: string, key: string, text: string];

export function readOperatorMembers(json: string | null | undefined): readonly OperatorMember[] {
  return JSON.parse(json ?? '[]') as OperatorMember[];
}
