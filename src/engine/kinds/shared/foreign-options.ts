import { hazard } from '../../hazards';
import type { Attributes, Hazard, ObjectId } from '../../model';
import { ident, literal } from '../../quote';

/** The options of a foreign data wrapper and what hangs on it. */
export interface ForeignOptions extends Attributes {
  readonly options: Readonly<Record<string, string>>;
  /** Names of options whose values never leave the server. */
  readonly hidden_options: readonly string[];
}

/**
 * Everyone may read the options of wrappers, servers and foreign tables, so hardly any is a secret;
 * these names, and values that carry a password inside, are hidden all the same.
 */
const SECRET_NAME =
  '(pass|pwd|secret|token|credential|private|jwt|dsn|conn_?str|connection_?string|connection_?uri|' +
  '(api|access|account|auth|sas|ssl)_?key|^key$|sa_?key|service_account)';

/** What names a secret without being one, such as the id of a key in a vault. */
const REFERENCE_NAME = '(_id|_name|_required)$';

const SECRET_VALUE = '(://[^/@]*:[^/@]*@|password\\s*=)';

/** User mappings are PostgreSQL's place for secrets, so there only these are shown. */
const SHOWN_OF_USER_MAPPING: readonly string[] = [
  'user',
  'username',
  'user_name',
  'login',
  'role',
  'remote_user',
  'password_required',
  'sslmode',
  'sslcert',
  'sslrootcert',
  'krbsrvname',
  'use_remote_estimate',
];

/** SQL for options as `readForeignOptions` wants them: the values of hidden ones are left out by the server itself. */
export function foreignOptionsSql(column: string): string {
  return optionsSql(column, isSecretSql('o.option_name', 'o.option_value'));
}

/** A boolean expression: by its name or by what is in it, the value may be a secret. */
export function isSecretSql(name: string, value: string): string {
  return (
    `${name} ~* ${literal(SECRET_NAME)} AND ${name} !~* ${literal(REFERENCE_NAME)} ` +
    `OR ${value} ~* ${literal(SECRET_VALUE)}`
  );
}

/** The same for a user mapping. */
export function userMappingOptionsSql(column: string): string {
  return optionsSql(column, `o.option_name NOT IN (${SHOWN_OF_USER_MAPPING.map(literal).join(', ')})`);
}

function optionsSql(column: string, isHidden: string): string {
  return (
    `(SELECT pg_catalog.json_build_object(` +
    `'shown', pg_catalog.json_object_agg(o.option_name, o.option_value ORDER BY o.option_name) FILTER (WHERE NOT (${isHidden})), ` +
    `'hidden', pg_catalog.json_agg(o.option_name ORDER BY o.option_name) FILTER (WHERE ${isHidden})) ` +
    `FROM pg_catalog.pg_options_to_table(${column}) o)`
  );
}

export function readForeignOptions(json: string): ForeignOptions {
  const { shown, hidden } = JSON.parse(json) as {
    shown: Readonly<Record<string, string>> | null;
    hidden: readonly string[] | null;
  };
  return { options: shown ?? {}, hidden_options: hidden ?? [] };
}

export const NO_FOREIGN_OPTIONS: ForeignOptions = { options: {}, hidden_options: [] };

/** What a person has to replace in a script. */
const FILL_IN = literal('<fill in>');

/** ` OPTIONS (name 'value')` for CREATE, or nothing. */
export function createOptions({ options, hidden_options: hidden }: ForeignOptions): string {
  const list = [
    ...Object.entries(options).map(([name, value]) => `${ident(name)} ${literal(value)}`),
    ...hidden.map((name) => `${ident(name)} ${FILL_IN}`),
  ];
  return list.length === 0 ? '' : ` OPTIONS (${list.join(', ')})`;
}

/** ` OPTIONS (ADD …, SET …, DROP …)` for ALTER, or nothing. */
export function alterOptions(from: ForeignOptions, to: ForeignOptions): string {
  const has = new Set([...Object.keys(from.options), ...from.hidden_options]);
  const verb = (name: string): string => (has.has(name) ? 'SET' : 'ADD');
  const list = [
    ...Object.entries(to.options)
      .filter(([name, value]) => from.options[name] !== value)
      .map(([name, value]) => `${verb(name)} ${ident(name)} ${literal(value)}`),
    ...newlyHidden(from, to).map((name) => `${verb(name)} ${ident(name)} ${FILL_IN}`),
    ...[...has]
      .filter((name) => !(name in to.options) && !to.hidden_options.includes(name))
      .map((name) => `DROP ${ident(name)}`),
  ];
  return list.length === 0 ? '' : ` OPTIONS (${list.join(', ')})`;
}

/** A boolean expression: these are the options in that column, as far as they are known. */
export function hasOptions(column: string, { options, hidden_options: hidden }: ForeignOptions): string {
  const shown = Object.entries(options).map(([name, value]) => literal(`${name}=${value}`));
  return (
    `COALESCE(${column}, '{}') @> ARRAY[${shown.join(', ')}]::text[] ` +
    `AND COALESCE(pg_catalog.cardinality(${column}), 0) = ${shown.length + hidden.length}`
  );
}

/** Says which values the script lacks. */
export function hiddenHazards(id: ObjectId, from: ForeignOptions | null, to: ForeignOptions): readonly Hazard[] {
  return newlyHidden(from, to).map((name) =>
    hazard(
      'NEEDS_PERSON',
      id,
      `the value of the option ${name} is a secret that was not read: write it into the script`,
    ),
  );
}

function newlyHidden(from: ForeignOptions | null, to: ForeignOptions): readonly string[] {
  return to.hidden_options.filter((name) => from?.hidden_options.includes(name) !== true);
}
