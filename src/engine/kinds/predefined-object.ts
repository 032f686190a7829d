import { grantStatements } from '../facets';
import { parseAcl, readGrants, type Grants } from '../grants';
import type { Kind } from '../kind';
import { textOf, type Attributes } from '../model';
import { literal } from '../quote';
import { text } from '../reader';
import { FIRST_USER_OID, PUBLIC_SCHEMA_OID, SYSTEM_CATALOGS } from '../system-catalogs';

interface PredefinedAttributes extends Attributes {
  readonly grants: Grants;
}

/** Catalogs with grants: what GRANT calls the object, its columns, what acldefault() calls it, and its schema. */
const GRANTABLE: readonly (readonly [
  catalog: string,
  word: string,
  acl: string,
  owner: string,
  letter: string,
  schema?: string,
])[] = [
  [
    'pg_class',
    "CASE o.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END",
    'relacl',
    'relowner',
    "CASE o.relkind WHEN 'S' THEN 's' ELSE 'r' END",
    'relnamespace',
  ],
  [
    'pg_proc',
    "CASE o.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END",
    'proacl',
    'proowner',
    "'f'",
    'pronamespace',
  ],
  ['pg_type', "'TYPE'", 'typacl', 'typowner', "'T'", 'typnamespace'],
  ['pg_namespace', "'SCHEMA'", 'nspacl', 'nspowner', "'n'", 'oid'],
  ['pg_language', "'LANGUAGE'", 'lanacl', 'lanowner', "'l'"],
  ['pg_foreign_data_wrapper', "'FOREIGN DATA WRAPPER'", 'fdwacl', 'fdwowner', "'F'"],
  ['pg_foreign_server', "'FOREIGN SERVER'", 'srvacl', 'srvowner', "'S'"],
];

/** Nowhere is it noted which grants the information schema came with. */
const INFORMATION_SCHEMA = "(SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = 'information_schema')";

/** All that has grants, with those that PostgreSQL gives by default. */
const WITH_GRANTS = GRANTABLE.map(
  ([catalog, word, acl, owner, letter, schema = 'NULL::oid']) => `
      SELECT o.oid, o.tableoid AS classid, '${catalog}' AS catalog, ${word} AS word, o.${acl} AS acl,
        pg_catalog.acldefault((${letter})::"char", o.${owner}) AS usual, ${schema} AS schema
      FROM pg_catalog.${catalog} o WHERE o.${acl} IS NOT NULL`,
).join(' UNION ALL ');

/** The objects of extensions and of PostgreSQL itself whose grants are no longer those they came with. */
const CHANGED = `
    SELECT o.*, COALESCE(p.initprivs, o.usual) AS initial, e.refobjid AS extension
    FROM (${WITH_GRANTS}) o
    LEFT JOIN pg_catalog.pg_depend e ON e.classid = o.classid AND e.objid = o.oid AND e.objsubid = 0 AND e.deptype = 'e'
      AND e.refclassid = ${SYSTEM_CATALOGS.pg_extension}
    LEFT JOIN pg_catalog.pg_init_privs p ON p.classoid = o.classid AND p.objoid = o.oid AND p.objsubid = 0
    WHERE o.schema IS DISTINCT FROM ${INFORMATION_SCHEMA}
      AND (e.objid IS NOT NULL OR o.oid < ${FIRST_USER_OID} AND o.oid <> ${PUBLIC_SCHEMA_OID})
      AND NOT (o.acl @> COALESCE(p.initprivs, o.usual) AND o.acl <@ COALESCE(p.initprivs, o.usual))
    OFFSET 0`;

/** The owner is not compared, so the owner's grants are those of a role like others. */
const NO_OWNER = '';

/** What is not compared but for the grants that somebody changed on it: there is nothing else to it. */
export const predefinedObject: Kind<PredefinedAttributes> = {
  name: 'predefined_object',
  label: { one: 'predefined object', many: 'predefined objects' },
  catalog: 'pg_init_privs',
  isCarrier: () => true,
  usualGrants: ({ facts }) => facts.initial as Grants,

  query: () => `
    SELECT c.oid, c.classid, c.word, n.identity, c.acl, c.initial, c.extension, c.catalog
    FROM (${CHANGED}) c CROSS JOIN LATERAL pg_catalog.pg_identify_object(c.classid, c.oid, 0) n`,

  read(row, reader) {
    const identity = text(row, 3);
    const place = `${text(row, 2)} ${identity}`;
    const extension = reader.find('pg_extension', row[6]);
    return {
      id: `predefined_object:${place}`,
      kind: 'predefined_object',
      schema: null,
      name: place,
      parents: extension === undefined ? [] : [extension.id],
      attributes: { grants: readGrants(row[4], row[5], NO_OWNER) },
      facts: {
        initial: Object.fromEntries(parseAcl(text(row, 5), NO_OWNER)),
        identity,
        catalog: text(row, 7),
      },
    };
  },

  address: ({ name }) => name,
  create: () => [],
  drop: (object, context) =>
    grantStatements(predefinedObject, object, { ...object, attributes: { grants: {} } }, context),
  alter: () => ({ statements: [] }),
  verify: ({ facts }) =>
    `EXISTS (SELECT FROM pg_catalog.${textOf(facts.catalog)} o ` +
    `WHERE (pg_catalog.pg_identify_object(o.tableoid, o.oid, 0)).identity = ${literal(textOf(facts.identity))})`,
};
