import type { Kind, PlanContext } from '../kind';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { IN_THIS_DATABASE, resetStatement, setStatement, settingsSql, type SettingAttributes } from './shared/settings';

export const databaseSetting: Kind<SettingAttributes> = {
  name: 'database_setting',
  label: { one: 'database setting', many: 'database settings' },
  catalog: 'pg_db_role_setting',
  clusterWide: true,

  seldom: 'pg_catalog.pg_db_role_setting',
  query: () => settingsSql(`s.setrole = 0 AND ${IN_THIS_DATABASE}`),

  read(row) {
    const name = text(row, 4);
    return {
      id: objectId('database_setting', [name]),
      kind: 'database_setting',
      schema: null,
      name,
      parents: [],
      attributes: { value: row[5] ?? null },
      facts: {},
    };
  },

  address: ({ name }) => `DATABASE SETTING ${name}`,
  create: ({ id, name, attributes }, context) => [setStatement(id, alter(context), name, attributes.value)],
  drop: ({ name }, context) => [resetStatement(alter(context), name)],
  alter: (_target, { id, name, attributes }, _changes, context) => ({
    statements: [setStatement(id, alter(context), name, attributes.value)],
  }),

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL pg_catalog.pg_options_to_table(s.setconfig) o ` +
    `WHERE s.setrole = 0 AND ${IN_THIS_DATABASE} AND o.option_name = ${literal(name)}` +
    `${attributes.value === null ? '' : ` AND o.option_value = ${literal(attributes.value)}`})`,
};

/** The databases of two environments are seldom called the same. */
function alter({ target }: PlanContext): string {
  return `ALTER DATABASE ${ident(target.server.database)}`;
}
