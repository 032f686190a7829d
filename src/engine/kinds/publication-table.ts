import type { Kind } from '../kind';
import { textOf, type Attributes } from '../model';
import { ident, literal, nullable, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { publishedAsNeeded } from './shared/logged-references';
import { addMember, alterPublication } from './shared/publication-member';

interface PublicationTableAttributes extends Attributes {
  /** As CREATE PUBLICATION has it: `public.t (a, b) WHERE (a > 0)`. */
  readonly published: string;
}

/** Over `pg_publication_rel r`: the columns and the rows that are published; null for all. */
const COLUMNS = `(SELECT pg_catalog.json_agg(a.attname ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
       WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))`;
const FILTER = 'pg_catalog.pg_get_expr(r.prqual, r.prrelid)';

/** A table in a publication, with its column list and row filter: an object to pg_depend, an attribute of the publication to people. */
export const publicationTable: Kind<PublicationTableAttributes> = {
  name: 'publication_table',
  label: { one: 'published table', many: 'published tables' },
  catalog: 'pg_publication_rel',
  part: 'published',

  seldom: true,
  query: () => `
    SELECT r.oid, 0, r.prpubid, r.prrelid, n.nspname, c.relname,
      ${COLUMNS}, ${FILTER}
    FROM pg_catalog.pg_publication_rel r
    JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE r.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const publication = reader.find('pg_publication', row[2]);
    if (publication === undefined) return null;
    const schema = text(row, 4);
    const name = text(row, 5);
    const table = reader.find('pg_class', row[3]);
    const columns = row[6] == null ? null : (JSON.parse(row[6]) as string[]);
    const filter = row[7] ?? null;
    const published = [
      qualified(schema, name),
      columns === null ? '' : ` (${columns.map(ident).join(', ')})`,
      filter === null ? '' : ` WHERE (${filter})`,
    ].join('');
    return {
      id: objectId('publication_table', [publication.name, schema, name]),
      kind: 'publication_table',
      schema: null,
      name,
      parents: [publication.id, ...(table === undefined ? [] : [table.id])],
      attributes: { published },
      facts: {
        publication: publication.name,
        table: qualified(schema, name),
        // What inherits from it is a member of its own.
        member: `TABLE ONLY ${published}`,
        columns,
        filter,
      },
    };
  },

  prerequisites: publishedAsNeeded,

  address: (object) => `TABLE ${textOf(object.facts.table)}`,
  create: addMember,
  drop: (object) => [{ sql: `${alterPublication(object)} DROP TABLE ONLY ${textOf(object.facts.table)}`, once: true }],
  alter: () => 'replace',
  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid ` +
    `WHERE p.pubname = ${literal(textOf(object.facts.publication))} ` +
    `AND r.prrelid = pg_catalog.to_regclass(${literal(textOf(object.facts.table))}) ` +
    `AND ${COLUMNS}::jsonb IS NOT DISTINCT FROM ${nullable(object.facts.columns == null ? null : JSON.stringify(object.facts.columns))}::jsonb ` +
    `AND ${FILTER} IS NOT DISTINCT FROM ${nullable(object.facts.filter == null ? null : textOf(object.facts.filter))})`,
};
