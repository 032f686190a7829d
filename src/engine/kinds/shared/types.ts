import { aclSql, readGrants, type Grants } from '../../grants';
import { hazard } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import type { Attributes, CatalogObject } from '../../model';
import { ident, literal, qualified } from '../../quote';
import { objectId, text, type Reader, type Row } from '../../reader';
import { FIRST_USER_OID } from '../../system-catalogs';
import { ifExists } from './run-again';

/** What every kind of type has. */
export interface TypeAttributes extends Attributes {
  readonly owner: string;
  readonly grants: Grants;
}

/** The first eight columns of a query over `pg_type t`; `readType` reads them. */
export const TYPE_COLUMNS = `t.oid, 0, t.typnamespace, t.typname, pg_catalog.pg_get_userbyid(t.typowner), ${aclSql('t.typacl', 'T', 't.typowner')}, t.typarray`;

/** Restricts a query over `pg_type t` to the user's types. */
export const USER_TYPES = `t.oid >= ${FIRST_USER_OID}`;

/** What a row that starts with TYPE_COLUMNS says about the type; its array type stands for it too. */
export function readType(kind: string, row: Row, reader: Reader): CatalogObject<TypeAttributes> | null {
  const schema = reader.find('pg_namespace', row[2])?.name;
  if (schema === undefined) return null;
  const name = text(row, 3);
  const owner = text(row, 4);
  const id = objectId(kind, [schema, name]);
  reader.alias('pg_type', row[7], id);
  return {
    id,
    kind,
    schema,
    name,
    parents: [],
    attributes: { owner, grants: readGrants(row[5], row[6], owner) },
    facts: {},
  };
}

/** DROP TYPE drops a domain too. */
export function dropType({ id, schema, name }: CatalogObject, context: PlanContext): readonly Statement[] {
  return [
    {
      sql: `DROP TYPE${ifExists(context)} ${qualified(schema, name)}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'what names it fails')],
    },
  ];
}

export function typeAddress({ schema, name }: CatalogObject): string {
  return `TYPE ${qualified(schema, name)}`;
}

/** GRANT knows domains and all other types as TYPE. */
export function typeGrantClause({ schema, name }: CatalogObject, privileges: readonly string[]): string {
  return `${privileges.join(', ')} ON TYPE ${qualified(schema, name)}`;
}

export function typeClaims({ schema, name }: CatalogObject): readonly string[] {
  return [`type ${qualified(schema, name)}`];
}

/** A condition over `pg_type t`. */
export function typeExists({ schema, name }: CatalogObject): string {
  return `t.typname = ${literal(name)} AND t.typnamespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))})`;
}
