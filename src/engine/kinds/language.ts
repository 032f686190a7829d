import { aclSql, readGrants, type Grants } from '../grants';
import { hazard } from '../hazards';
import type { Kind } from '../kind';
import type { Attributes, CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql } from './shared/catalog-names';
import { createOrReplace, ifExists } from './shared/run-again';

interface LanguageAttributes extends Attributes {
  readonly owner: string;
  readonly grants: Grants;
  readonly trusted: boolean;
  readonly handler: string | null;
  readonly inline_handler: string | null;
  readonly validator: string | null;
}

/** Procedural languages that no extension brought along. */
export const language: Kind<LanguageAttributes> = {
  name: 'language',
  label: { one: 'language', many: 'languages' },
  catalog: 'pg_language',
  publicPrivileges: ['USAGE'],

  seldom: true,
  query: () => `
    SELECT l.oid, 0, l.lanname, pg_catalog.pg_get_userbyid(l.lanowner), ${aclSql('l.lanacl', 'l', 'l.lanowner')}, l.lanpltrusted, ${nameSql('pg_proc', 'l.lanplcallfoid')},
      ${nameSql('pg_proc', 'l.laninline')}, ${nameSql('pg_proc', 'l.lanvalidator')}
    FROM pg_catalog.pg_language l WHERE l.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    const owner = text(row, 3);
    return {
      id: objectId('language', [name]),
      kind: 'language',
      schema: null,
      name,
      parents: [],
      attributes: {
        owner,
        grants: readGrants(row[4], row[5], owner),
        trusted: flag(row, 6),
        handler: row[7] ?? null,
        inline_handler: row[8] ?? null,
        validator: row[9] ?? null,
      },
      facts: {},
    };
  },

  address: ({ name }) => `LANGUAGE ${ident(name)}`,
  claims: ({ name }) => [`language ${ident(name)}`],
  create: (object, context) => [{ sql: languageSql(object, createOrReplace(context)) }],
  drop: ({ id, name }, context) => [
    {
      sql: `DROP LANGUAGE${ifExists(context)} ${ident(name)}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'nothing can be written in it')],
    },
  ],
  alter: (_target, goal) => ({ statements: [{ sql: languageSql(goal, 'CREATE OR REPLACE') }] }),
  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_language WHERE lanname = ${literal(name)} ` +
    `AND lanpltrusted = ${String(attributes.trusted)})`,
};

function languageSql({ name, attributes }: CatalogObject<LanguageAttributes>, create: string): string {
  const { trusted, handler, inline_handler: inline, validator } = attributes;
  return [
    `${create}${trusted ? ' TRUSTED' : ''} LANGUAGE ${ident(name)}`,
    handler === null ? '' : ` HANDLER ${handler}`,
    inline === null ? '' : ` INLINE ${inline}`,
    validator === null ? '' : ` VALIDATOR ${validator}`,
  ].join('');
}
