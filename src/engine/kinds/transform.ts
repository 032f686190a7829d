import type { Kind } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { signatureSql } from './shared/catalog-names';
import { createOrReplace, ifExists } from './shared/run-again';

interface TransformAttributes extends Attributes {
  readonly from_sql: string | null;
  readonly to_sql: string | null;
}

export const transform: Kind<TransformAttributes> = {
  name: 'transform',
  label: { one: 'transform', many: 'transforms' },
  catalog: 'pg_transform',

  seldom: true,
  query: () => `
    SELECT t.oid, 0, pg_catalog.format_type(t.trftype, NULL), l.lanname,
      ${signatureSql('t.trffromsql')}, ${signatureSql('t.trftosql')}
    FROM pg_catalog.pg_transform t JOIN pg_catalog.pg_language l ON l.oid = t.trflang
    WHERE t.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const type = text(row, 2);
    const language = text(row, 3);
    const name = nameOf(type, language);
    return {
      id: objectId('transform', [], name),
      kind: 'transform',
      schema: null,
      name,
      parents: [],
      attributes: { from_sql: row[4] ?? null, to_sql: row[5] ?? null },
      facts: { type, language },
    };
  },

  address: ({ name }) => `TRANSFORM ${name}`,
  // The type is a part of its name.
  followRename: (_before, after) => ({
    ...after,
    name: nameOf(textOf(after.facts.type), textOf(after.facts.language)),
  }),
  claims: ({ name }) => [`transform ${name}`],
  create: (object, context) => [{ sql: transformSql(object, createOrReplace(context)) }],
  drop: ({ name }, context) => [{ sql: `DROP TRANSFORM${ifExists(context)} ${name}` }],
  alter: (_target, goal) => ({ statements: [{ sql: transformSql(goal, 'CREATE OR REPLACE') }] }),
  verify: ({ facts }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_transform t JOIN pg_catalog.pg_language l ON l.oid = t.trflang ` +
    `WHERE t.trftype = pg_catalog.to_regtype(${literal(textOf(facts.type))}) ` +
    `AND l.lanname = ${literal(textOf(facts.language))})`,
};

function nameOf(type: string, language: string): string {
  return `FOR ${type} LANGUAGE ${ident(language)}`;
}

function transformSql({ name, attributes }: CatalogObject<TransformAttributes>, create: string): string {
  const { from_sql: from, to_sql: to } = attributes;
  const parts = [
    ...(from === null ? [] : [`FROM SQL WITH FUNCTION ${from}`]),
    ...(to === null ? [] : [`TO SQL WITH FUNCTION ${to}`]),
  ];
  return `${create} TRANSFORM ${name} (${parts.join(', ')})`;
}
