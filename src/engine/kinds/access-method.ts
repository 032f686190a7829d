import { hazard } from '../hazards';
import type { Kind } from '../kind';
import type { Attributes } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface AccessMethodAttributes extends Attributes {
  readonly type: 'INDEX' | 'TABLE';
  readonly handler: string;
}

export const accessMethod: Kind<AccessMethodAttributes> = {
  name: 'access_method',
  label: { one: 'access method', many: 'access methods' },
  catalog: 'pg_am',

  seldom: true,
  query: () => `
    SELECT m.oid, 0, m.amname, m.amtype, ${nameSql('pg_proc', 'm.amhandler')}
    FROM pg_catalog.pg_am m WHERE m.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    return {
      id: objectId('access_method', [name]),
      kind: 'access_method',
      schema: null,
      name,
      parents: [],
      attributes: { type: row[3] === 't' ? 'TABLE' : 'INDEX', handler: text(row, 4) },
      facts: {},
    };
  },

  address: ({ name }) => `ACCESS METHOD ${ident(name)}`,
  claims: ({ name }) => [`access method ${ident(name)}`],
  create: ({ name, attributes }) => [
    { sql: `CREATE ACCESS METHOD ${ident(name)} TYPE ${attributes.type} HANDLER ${attributes.handler}`, once: true },
  ],
  drop: ({ id, name }, context) => [
    {
      sql: `DROP ACCESS METHOD${ifExists(context)} ${ident(name)}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'no table or index can use it')],
    },
  ],
  alter: () => 'replace',
  verify: ({ name }) => `EXISTS (SELECT FROM pg_catalog.pg_am WHERE amname = ${literal(name)})`,
};
