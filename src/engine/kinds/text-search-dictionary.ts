import type { Kind } from '../kind';
import type { Attributes } from '../model';
import { ident, literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql, objectExists } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface DictionaryAttributes extends Attributes {
  readonly owner: string;
  readonly template: string;
  /** Option → value as SQL: `'english'`. */
  readonly options: Readonly<Record<string, string>>;
}

export const textSearchDictionary: Kind<DictionaryAttributes> = {
  name: 'text_search_dictionary',
  label: { one: 'text search dictionary', many: 'text search dictionaries' },
  catalog: 'pg_ts_dict',

  seldom: true,
  query: () => `
    SELECT d.oid, 0, d.dictnamespace, d.dictname, pg_catalog.pg_get_userbyid(d.dictowner),
      ${nameSql('pg_ts_template', 'd.dicttemplate')}, d.dictinitoption
    FROM pg_catalog.pg_ts_dict d WHERE d.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    return {
      id: objectId('text_search_dictionary', [schema, name]),
      kind: 'text_search_dictionary',
      schema,
      name,
      parents: [],
      attributes: { owner: text(row, 4), template: text(row, 5), options: readDictionaryOptions(row[6]) },
      facts: {},
    };
  },

  address: ({ schema, name }) => `TEXT SEARCH DICTIONARY ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`text search dictionary ${qualified(schema, name)}`],
  create: ({ schema, name, attributes }) => {
    const options = Object.entries(attributes.options).map(([option, value]) => `${ident(option)} = ${value}`);
    const parts = [`TEMPLATE = ${attributes.template}`, ...options];
    return [{ sql: `CREATE TEXT SEARCH DICTIONARY ${qualified(schema, name)} (${parts.join(', ')})`, once: true }];
  },
  drop: ({ schema, name }, context) => [
    { sql: `DROP TEXT SEARCH DICTIONARY${ifExists(context)} ${qualified(schema, name)}` },
  ],

  // An option without a value goes.
  alter(target, goal, changes) {
    if (changes.some(({ attribute }) => attribute === 'template')) return 'replace';
    const { options: from } = target.attributes;
    const { options: to } = goal.attributes;
    const parts = [
      ...Object.keys(from)
        .filter((option) => !(option in to))
        .map((option) => ident(option)),
      ...Object.entries(to)
        .filter(([option, value]) => from[option] !== value)
        .map(([option, value]) => `${ident(option)} = ${value}`),
    ];
    return {
      statements: [{ sql: `ALTER TEXT SEARCH DICTIONARY ${qualified(goal.schema, goal.name)} (${parts.join(', ')})` }],
    };
  },
  verify: (object) => {
    const { template, options } = object.attributes;
    const text = Object.entries(options).map(([option, value]) => `${ident(option)} = ${value}`);
    return objectExists(
      'pg_ts_dict',
      object,
      `${nameSql('pg_ts_template', 'dicttemplate')} = ${literal(template)} ` +
        `AND COALESCE(dictinitoption, '') = ${literal(text.join(', '))}`,
    );
  },
};

/**
 * `language = 'english', size = 5` → option → value as SQL. PostgreSQL itself wrote the text and always in this form:
 * a name that is quoted where needed, and a number or a quoted value.
 */
function readDictionaryOptions(options: string | null | undefined): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [, quoted, plain, value = ''] of (options ?? '').matchAll(
    /(?:"((?:[^"]|"")+)"|([\w$]+)) = (E?'(?:[^']|'')*'|[^\s,]+)/g,
  )) {
    read[quoted?.replaceAll('""', '"') ?? plain ?? ''] = value;
  }
  return read;
}
