import type { Kind } from '../kind';
import { textOf, type Attributes } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { addMember, alterPublication } from './shared/publication-member';

interface PublicationSchemaAttributes extends Attributes {
  readonly published: string;
}

/** A schema whose tables are published: an object to pg_depend, an attribute of the publication to people. */
export const publicationSchema: Kind<PublicationSchemaAttributes> = {
  name: 'publication_schema',
  label: { one: 'published schema', many: 'published schemas' },
  catalog: 'pg_publication_namespace',
  part: 'published',

  seldom: true,
  query: () => `
    SELECT m.oid, 0, m.pnpubid, m.pnnspid, n.nspname
    FROM pg_catalog.pg_publication_namespace m JOIN pg_catalog.pg_namespace n ON n.oid = m.pnnspid
    WHERE m.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const publication = reader.find('pg_publication', row[2]);
    if (publication === undefined) return null;
    const name = text(row, 4);
    const schema = reader.find('pg_namespace', row[3]);
    return {
      id: objectId('publication_schema', [publication.name, name]),
      kind: 'publication_schema',
      schema: null,
      name,
      parents: [publication.id, ...(schema === undefined ? [] : [schema.id])],
      attributes: { published: name },
      facts: { publication: publication.name, member: `TABLES IN SCHEMA ${ident(name)}` },
    };
  },

  address: ({ name }) => `SCHEMA ${ident(name)}`,
  create: addMember,
  drop: (object) => [{ sql: `${alterPublication(object)} DROP ${textOf(object.facts.member)}`, once: true }],
  alter: () => 'replace',
  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_publication_namespace m JOIN pg_catalog.pg_publication p ON p.oid = m.pnpubid ` +
    `WHERE p.pubname = ${literal(textOf(object.facts.publication))} ` +
    `AND m.pnnspid = pg_catalog.to_regnamespace(${literal(ident(object.name))}))`,
};
