import type { Kind } from '../kind';
import type { Attributes } from '../model';
import { qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql, objectExists } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface TemplateAttributes extends Attributes {
  readonly init: string | null;
  readonly lexize: string;
}

export const textSearchTemplate: Kind<TemplateAttributes> = {
  name: 'text_search_template',
  label: { one: 'text search template', many: 'text search templates' },
  catalog: 'pg_ts_template',

  seldom: true,
  query: () => `
    SELECT t.oid, 0, t.tmplnamespace, t.tmplname, ${nameSql('pg_proc', 't.tmplinit')}, ${nameSql('pg_proc', 't.tmpllexize')}
    FROM pg_catalog.pg_ts_template t WHERE t.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    return {
      id: objectId('text_search_template', [schema, name]),
      kind: 'text_search_template',
      schema,
      name,
      parents: [],
      attributes: { init: row[4] ?? null, lexize: text(row, 5) },
      facts: {},
    };
  },

  address: ({ schema, name }) => `TEXT SEARCH TEMPLATE ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`text search template ${qualified(schema, name)}`],
  create: ({ schema, name, attributes: { init, lexize } }) => {
    const parts = [...(init === null ? [] : [`INIT = ${init}`]), `LEXIZE = ${lexize}`];
    return [{ sql: `CREATE TEXT SEARCH TEMPLATE ${qualified(schema, name)} (${parts.join(', ')})`, once: true }];
  },
  drop: ({ schema, name }, context) => [
    { sql: `DROP TEXT SEARCH TEMPLATE${ifExists(context)} ${qualified(schema, name)}` },
  ],
  alter: () => 'replace',
  verify: (object) => objectExists('pg_ts_template', object),
};
