import type { Kind } from '../kind';
import type { Attributes } from '../model';
import { qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql, objectExists } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface ParserAttributes extends Attributes {
  readonly start: string;
  readonly gettoken: string;
  readonly end: string;
  readonly headline: string | null;
  readonly lextypes: string;
}

export const textSearchParser: Kind<ParserAttributes> = {
  name: 'text_search_parser',
  label: { one: 'text search parser', many: 'text search parsers' },
  catalog: 'pg_ts_parser',

  seldom: true,
  query: () => `
    SELECT p.oid, 0, p.prsnamespace, p.prsname, ${nameSql('pg_proc', 'p.prsstart')}, ${nameSql('pg_proc', 'p.prstoken')},
      ${nameSql('pg_proc', 'p.prsend')}, ${nameSql('pg_proc', 'p.prsheadline')}, ${nameSql('pg_proc', 'p.prslextype')}
    FROM pg_catalog.pg_ts_parser p WHERE p.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    return {
      id: objectId('text_search_parser', [schema, name]),
      kind: 'text_search_parser',
      schema,
      name,
      parents: [],
      attributes: {
        start: text(row, 4),
        gettoken: text(row, 5),
        end: text(row, 6),
        headline: row[7] ?? null,
        lextypes: text(row, 8),
      },
      facts: {},
    };
  },

  address: ({ schema, name }) => `TEXT SEARCH PARSER ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`text search parser ${qualified(schema, name)}`],
  create: ({ schema, name, attributes }) => {
    const { start, gettoken, end, headline, lextypes } = attributes;
    const parts = [
      `START = ${start}`,
      `GETTOKEN = ${gettoken}`,
      `END = ${end}`,
      ...(headline === null ? [] : [`HEADLINE = ${headline}`]),
      `LEXTYPES = ${lextypes}`,
    ];
    return [{ sql: `CREATE TEXT SEARCH PARSER ${qualified(schema, name)} (${parts.join(', ')})`, once: true }];
  },
  drop: ({ schema, name }, context) => [
    { sql: `DROP TEXT SEARCH PARSER${ifExists(context)} ${qualified(schema, name)}` },
  ],
  alter: () => 'replace',
  verify: (object) => objectExists('pg_ts_parser', object),
};
