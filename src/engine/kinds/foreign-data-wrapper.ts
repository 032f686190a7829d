import { aclSql, readGrants, type Grants } from '../grants';
import type { Kind, Statement } from '../kind';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql } from './shared/catalog-names';
import {
  alterOptions,
  createOptions,
  foreignOptionsSql,
  hasOptions,
  hiddenHazards,
  readForeignOptions,
  type ForeignOptions,
} from './shared/foreign-options';
import { ifExists } from './shared/run-again';

interface WrapperAttributes extends ForeignOptions {
  readonly owner: string;
  readonly grants: Grants;
  readonly handler: string | null;
  readonly validator: string | null;
}

export const foreignDataWrapper: Kind<WrapperAttributes> = {
  name: 'foreign_data_wrapper',
  label: { one: 'foreign data wrapper', many: 'foreign data wrappers' },
  catalog: 'pg_foreign_data_wrapper',

  seldom: true,
  query: () => `
    SELECT w.oid, 0, w.fdwname, pg_catalog.pg_get_userbyid(w.fdwowner), ${aclSql('w.fdwacl', 'F', 'w.fdwowner')}, ${nameSql('pg_proc', 'w.fdwhandler')},
      ${nameSql('pg_proc', 'w.fdwvalidator')}, ${foreignOptionsSql('w.fdwoptions')}
    FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    const owner = text(row, 3);
    return {
      id: objectId('foreign_data_wrapper', [name]),
      kind: 'foreign_data_wrapper',
      schema: null,
      name,
      parents: [],
      attributes: {
        owner,
        grants: readGrants(row[4], row[5], owner),
        handler: row[6] ?? null,
        validator: row[7] ?? null,
        ...readForeignOptions(text(row, 8)),
      },
      facts: {},
    };
  },

  address: ({ name }) => `FOREIGN DATA WRAPPER ${ident(name)}`,
  claims: ({ name }) => [`foreign data wrapper ${ident(name)}`],

  create: ({ id, name, attributes }) => {
    const { handler, validator } = attributes;
    return [
      {
        sql: [
          `CREATE FOREIGN DATA WRAPPER ${ident(name)}`,
          handler === null ? '' : ` HANDLER ${handler}`,
          validator === null ? '' : ` VALIDATOR ${validator}`,
          createOptions(attributes),
        ].join(''),
        once: true,
        hazards: hiddenHazards(id, null, attributes),
      },
    ];
  },
  drop: ({ name }, context) => [{ sql: `DROP FOREIGN DATA WRAPPER${ifExists(context)} ${ident(name)}` }],

  alter(target, goal, changes) {
    const alter = `ALTER FOREIGN DATA WRAPPER ${ident(goal.name)}`;
    const { handler, validator } = goal.attributes;
    const statements: Statement[] = [];
    for (const { attribute } of changes) {
      if (attribute === 'handler') {
        statements.push({ sql: `${alter} ${handler === null ? 'NO HANDLER' : `HANDLER ${handler}`}` });
      }
      if (attribute === 'validator') {
        statements.push({ sql: `${alter} ${validator === null ? 'NO VALIDATOR' : `VALIDATOR ${validator}`}` });
      }
    }
    const options = alterOptions(target.attributes, goal.attributes);
    if (options !== '') {
      statements.push({
        sql: `${alter}${options}`,
        once: true,
        hazards: hiddenHazards(goal.id, target.attributes, goal.attributes),
      });
    }
    return { statements };
  },

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwname = ${literal(name)} ` +
    `AND ${hasOptions('fdwoptions', attributes)})`,
};
