import { hazard } from '../../hazards';
import type { Statement } from '../../kind';
import type { Attributes, ObjectId } from '../../model';
import { ident, literal } from '../../quote';
import { isSecretSql } from './foreign-options';

/** A configuration parameter set for roles or for a database. */
export interface SettingAttributes extends Attributes {
  /** Null where it may be a secret, which never leaves the server. */
  readonly value: string | null;
}

/** SELECT of role, whether in this database alone, name and value of all settings for which the condition is true. */
export function settingsSql(condition: string): string {
  return `
    SELECT s.setrole, s.setdatabase::text || '/' || o.option_name, r.rolname, s.setdatabase <> 0, o.option_name,
      CASE WHEN NOT (${isSecretSql('o.option_name', 'o.option_value')}) THEN o.option_value END
    FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL pg_catalog.pg_options_to_table(s.setconfig) o
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
    WHERE ${condition}`;
}

/** A condition: the setting is for this database. */
export const IN_THIS_DATABASE =
  's.setdatabase = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())';

/** Parameters whose value is a list of quoted names; PostgreSQL keeps it as one text. */
const LISTS = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

/** `ALTER ROLE … SET name TO value` and the like. */
export function setStatement(id: ObjectId, alter: string, name: string, value: string | null): Statement {
  const parameter = name.split('.').map(ident).join('.');
  if (value !== null) {
    const list = LISTS.has(name.toLowerCase()) ? listItems(value) : [value];
    return { sql: `${alter} SET ${parameter} TO ${list.map(literal).join(', ')}` };
  }
  const message = `the value of ${name} may be a secret and was not read: write it into the script`;
  return {
    sql: `${alter} SET ${parameter} TO ${literal('<fill in>')}`,
    hazards: [hazard('NEEDS_PERSON', id, message)],
  };
}

export function resetStatement(alter: string, name: string): Statement {
  return { sql: `${alter} RESET ${name.split('.').map(ident).join('.')}` };
}

/** The names in `"$user", public`. */
function listItems(value: string): string[] {
  return [...value.matchAll(/"((?:[^"]|"")*)"|([^",\s]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
