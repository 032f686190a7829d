import type { Kind } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { literal, nullable } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { signatureSql } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface CastAttributes extends Attributes {
  /** With its argument types; null for a cast without. */
  readonly function: string | null;
  readonly method: 'function' | 'inout' | 'binary';
  readonly context: 'explicit' | 'assignment' | 'implicit';
}

const METHODS: Readonly<Record<string, CastAttributes['method']>> = { f: 'function', i: 'inout', b: 'binary' };
const CONTEXTS: Readonly<Record<string, CastAttributes['context']>> = {
  e: 'explicit',
  a: 'assignment',
  i: 'implicit',
};

export const cast: Kind<CastAttributes> = {
  name: 'cast',
  label: { one: 'cast', many: 'casts' },
  catalog: 'pg_cast',
  isNotation: true,

  seldom: true,
  // The cast from a range to its multirange is part of the range type.
  query: () => `
    SELECT c.oid, 0, pg_catalog.format_type(c.castsource, NULL), pg_catalog.format_type(c.casttarget, NULL),
      ${signatureSql('c.castfunc')}, c.castmethod, c.castcontext
    FROM pg_catalog.pg_cast c
    WHERE c.oid >= ${FIRST_USER_OID} AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 2605 AND d.objid = c.oid AND d.deptype = 'i')`,

  read(row) {
    const from = text(row, 2);
    const to = text(row, 3);
    return {
      id: objectId('cast', [], nameOf(from, to)),
      kind: 'cast',
      schema: null,
      name: nameOf(from, to),
      parents: [],
      attributes: {
        function: row[4] ?? null,
        method: METHODS[text(row, 5)] ?? 'function',
        context: CONTEXTS[text(row, 6)] ?? 'explicit',
      },
      facts: { from, to },
    };
  },

  address,
  // The types are its name.
  followRename: (_before, after) => ({ ...after, name: nameOf(textOf(after.facts.from), textOf(after.facts.to)) }),
  claims: (object) => [`cast ${object.name}`],
  create: (object) => {
    const { function: routine, method, context } = object.attributes;
    const how = method === 'inout' ? 'WITH INOUT' : routine === null ? 'WITHOUT FUNCTION' : `WITH FUNCTION ${routine}`;
    const when = context === 'explicit' ? '' : ` AS ${context.toUpperCase()}`;
    return [{ sql: `CREATE ${address(object)} ${how}${when}`, once: true }];
  },
  drop: ({ name }, context) => [{ sql: `DROP CAST${ifExists(context)} (${name})` }],
  alter: () => 'replace',
  verify: ({ attributes, facts }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_cast WHERE castsource = pg_catalog.to_regtype(${literal(textOf(facts.from))}) ` +
    `AND casttarget = pg_catalog.to_regtype(${literal(textOf(facts.to))}) ` +
    `AND ${signatureSql('castfunc')} IS NOT DISTINCT FROM ${nullable(attributes.function)} ` +
    `AND castmethod = ${literal(attributes.method.charAt(0))} AND castcontext = ${literal(attributes.context.charAt(0))})`,
};

function nameOf(from: string, to: string): string {
  return `${from} AS ${to}`;
}

function address({ name }: CatalogObject): string {
  return `CAST (${name})`;
}
