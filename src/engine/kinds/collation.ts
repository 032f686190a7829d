import type { Kind } from '../kind';
import { textOf, type Attributes } from '../model';
import { literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { objectExists } from './shared/catalog-names';
import { ifExists, ifNotExists } from './shared/run-again';

interface Definition extends Attributes {
  readonly provider: 'libc' | 'icu' | 'builtin';
  /** Of ICU and the built-in provider. */
  readonly locale: string | null;
  /** Of libc. */
  readonly lc_collate: string | null;
  readonly lc_ctype: string | null;
  readonly deterministic: boolean;
  /** ICU's tailoring rules, from PostgreSQL 16 on. */
  readonly rules: string | null;
}

interface CollationAttributes extends Definition {
  readonly owner: string;
}

/** PostgreSQL 17 gave the locale of all providers one column. */
function localeColumn(version: number): string {
  return version >= 170000 ? 'c.colllocale' : 'c.colliculocale';
}

const PROVIDERS: Readonly<Record<Definition['provider'], string>> = { libc: 'c', icu: 'i', builtin: 'b' };

export const collation: Kind<CollationAttributes> = {
  name: 'collation',
  label: { one: 'collation', many: 'collations' },
  catalog: 'pg_collation',
  meansTheSame: { locale: (a, b) => languageTag(textOf(a)) === languageTag(textOf(b)) },

  seldom: true,
  query: (version) => `
    SELECT c.oid, 0, c.collnamespace, c.collname, pg_catalog.pg_get_userbyid(c.collowner), pg_catalog.json_build_object(
      'provider', CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
      'locale', ${localeColumn(version)},
      'lc_collate', CASE WHEN c.collprovider = 'c' THEN c.collcollate END,
      'lc_ctype', CASE WHEN c.collprovider = 'c' THEN c.collctype END,
      'deterministic', c.collisdeterministic,
      'rules', ${version >= 160000 ? 'c.collicurules' : 'NULL::text'}), c.collversion
    FROM pg_catalog.pg_collation c WHERE c.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    return {
      id: objectId('collation', [schema, name]),
      kind: 'collation',
      schema,
      name,
      parents: [],
      attributes: { owner: text(row, 4), ...(JSON.parse(text(row, 5)) as Definition) },
      // The version of the library is the server's, not the schema's.
      facts: { version: row[6] ?? null },
    };
  },

  address: ({ schema, name }) => `COLLATION ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`collation ${qualified(schema, name)}`],

  create: ({ schema, name, attributes }, context) => {
    const { provider, locale, lc_collate: collate, lc_ctype: ctype, deterministic, rules } = attributes;
    const options = [
      `provider = ${provider}`,
      ...(locale === null ? [] : [`locale = ${literal(locale)}`]),
      ...(collate === null ? [] : [`lc_collate = ${literal(collate)}`]),
      ...(ctype === null ? [] : [`lc_ctype = ${literal(ctype)}`]),
      ...(deterministic ? [] : ['deterministic = false']),
      ...(rules === null ? [] : [`rules = ${literal(rules)}`]),
    ];
    return [{ sql: `CREATE COLLATION${ifNotExists(context)} ${qualified(schema, name)} (${options.join(', ')})` }];
  },
  drop: ({ schema, name }, context) => [{ sql: `DROP COLLATION${ifExists(context)} ${qualified(schema, name)}` }],
  alter: () => 'replace',
  // The column of the locale has another name from version to version.
  verify: (object) => {
    const { provider, locale, lc_collate: collate, deterministic } = object.attributes;
    const where =
      locale === null
        ? `collcollate = ${literal(collate ?? '')}`
        : `COALESCE(pg_catalog.to_jsonb(pg_collation) ->> 'colllocale', ` +
          `pg_catalog.to_jsonb(pg_collation) ->> 'colliculocale') = ${literal(locale)}`;
    return objectExists(
      'pg_collation',
      object,
      `collprovider = ${literal(PROVIDERS[provider])} ` +
        `AND collisdeterministic = ${String(deterministic)} AND ${where}`,
    );
  },
};

/** ICU's own names of what a language tag has two letters for, as 16 and later write it. */
const TAG_KEYS: Readonly<Record<string, string>> = {
  collation: 'co',
  colalternate: 'ka',
  colbackwards: 'kb',
  colcaselevel: 'kc',
  colcasefirst: 'kf',
  colnormalization: 'kk',
  colnumeric: 'kn',
  colreorder: 'kr',
  colstrength: 'ks',
};

const TAG_VALUES: Readonly<Record<string, string>> = {
  yes: 'true',
  no: 'false',
  primary: 'level1',
  secondary: 'level2',
  tertiary: 'level3',
  quaternary: 'level4',
  identical: 'identic',
};

/** A locale of ICU as a language tag: `de@colNumeric=yes` is `de-u-kn-true`. */
function languageTag(locale: string): string {
  const [language = '', options = ''] = locale.toLowerCase().replaceAll('_', '-').split('@');
  const tags = options.split(';').flatMap((option) => {
    const [key = '', value = ''] = option.trim().split('=');
    return key === '' ? [] : [`${TAG_KEYS[key] ?? key}-${TAG_VALUES[value] ?? value}`];
  });
  return [language || 'und', ...(tags.length === 0 ? [] : ['u', ...tags.sort()])].join('-');
}
