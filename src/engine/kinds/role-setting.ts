import type { Kind, PlanContext } from '../kind';
import { textOf, type CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { flag, objectId, text } from '../reader';
import { IN_THIS_DATABASE, resetStatement, setStatement, settingsSql, type SettingAttributes } from './shared/settings';

export const roleSetting: Kind<SettingAttributes> = {
  name: 'role_setting',
  label: { one: 'role setting', many: 'role settings' },
  catalog: 'pg_db_role_setting',
  clusterWide: true,
  roles: ({ facts }) => (typeof facts.role === 'string' ? [facts.role] : []),

  seldom: 'pg_catalog.pg_db_role_setting',
  // No database: in all of them. No role: for all of them.
  query: () => settingsSql(`s.setdatabase = 0 OR s.setrole <> 0 AND ${IN_THIS_DATABASE}`),

  read(row, reader) {
    const [role, inDatabase, name] = [row[2] ?? null, flag(row, 3), text(row, 4)];
    const owner = reader.find('pg_authid', row[0]);
    return {
      id: objectId('role_setting', [role ?? 'ALL', name], inDatabase ? 'in this database' : undefined),
      kind: 'role_setting',
      schema: null,
      name: `${name} of ${role ?? 'all roles'}`,
      parents: owner === undefined ? [] : [owner.id],
      attributes: { value: row[5] ?? null },
      facts: { role, parameter: name, in_database: inDatabase },
    };
  },

  address: ({ name }) => `ROLE SETTING ${name}`,
  create: (object, context) => [
    setStatement(object.id, alter(object, context), parameter(object), object.attributes.value),
  ],
  drop: (object, context) => [resetStatement(alter(object, context), parameter(object))],
  alter: (_target, goal, _changes, context) => ({
    statements: [setStatement(goal.id, alter(goal, context), parameter(goal), goal.attributes.value)],
  }),

  verify: ({ facts, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL pg_catalog.pg_options_to_table(s.setconfig) o ` +
    `WHERE s.setrole = ${typeof facts.role === 'string' ? `pg_catalog.to_regrole(${literal(ident(facts.role))})` : '0'} ` +
    `AND ${facts.in_database === true ? IN_THIS_DATABASE : 's.setdatabase = 0'} ` +
    `AND o.option_name = ${literal(textOf(facts.parameter))}` +
    `${attributes.value === null ? '' : ` AND o.option_value = ${literal(attributes.value)}`})`,
};

function alter({ facts }: CatalogObject<SettingAttributes>, { target }: PlanContext): string {
  const role = typeof facts.role === 'string' ? ident(facts.role) : 'ALL';
  return `ALTER ROLE ${role}${facts.in_database === true ? ` IN DATABASE ${ident(target.server.database)}` : ''}`;
}

function parameter({ facts }: CatalogObject<SettingAttributes>): string {
  return textOf(facts.parameter);
}
