import { aclSql, readGrants, type Grants } from '../../grants';
import { hazard } from '../../hazards';
import type { Kind } from '../../kind';
import { textOf, type Attributes, type Catalog, type CatalogObject, type KindName, type ObjectId } from '../../model';
import { perCatalog } from '../../per-catalog';
import { ident, literal, qualified } from '../../quote';
import { objectId, text } from '../../reader';
import { withoutLayout } from '../../sql-words';
import { FIRST_USER_OID } from '../../system-catalogs';
import { ifExists } from './run-again';

interface RoutineAttributes extends Attributes {
  readonly owner: string;
  readonly grants: Grants;
  /** As pg_get_functiondef writes it. */
  readonly definition: string;
}

/** Languages in which white space between words means nothing. */
const LAID_OUT_FREELY: ReadonlySet<string> = new Set(['sql', 'plpgsql']);

const ROUTINES: ReadonlySet<KindName> = new Set(['function', 'procedure']);

/** As somebody wrote it, even where its layout is not compared. */
function written({ attributes, facts }: CatalogObject<RoutineAttributes>): string {
  return textOf(facts.written ?? attributes.definition).trimEnd();
}

function isOpaque({ facts }: CatalogObject): boolean {
  return facts.tracked !== true && facts.language !== 'c' && facts.language !== 'internal';
}

/** With what types it can be called: the last ones may be left to their defaults. */
function callsOf({ schema, name, facts }: CatalogObject): readonly string[] {
  const types = facts.types === '' ? [] : textOf(facts.types).split(', ');
  const fewest = types.length - Number(facts.defaults);
  return Array.from({ length: Number(facts.defaults) + 1 }, (_, more) =>
    [qualified(schema, name), ...types.slice(0, fewest + more)].join(' '),
  );
}

const routinesByCall = perCatalog(({ objects }): ReadonlyMap<string, readonly ObjectId[]> => {
  const byCall = new Map<string, ObjectId[]>();
  for (const routine of objects.values()) {
    if (!ROUTINES.has(routine.kind)) continue;
    for (const call of callsOf(routine)) byCall.set(call, [...(byCall.get(call) ?? []), routine.id]);
  }
  return byCall;
});

/** The others that a call of it could mean too, which PostgreSQL refuses: where they go, they go first. */
function calledAlike(routine: CatalogObject, catalog: Catalog): readonly ObjectId[] {
  const alike = callsOf(routine).flatMap((call) => routinesByCall(catalog).get(call) ?? []);
  return alike.filter((id) => id !== routine.id);
}

/** Functions and procedures are one thing to PostgreSQL but for the word. */
export function routineKind(name: 'function' | 'procedure', prokinds: string): Kind<RoutineAttributes> {
  const word = name.toUpperCase();
  return {
    name,
    label: { one: name, many: `${name}s` },
    catalog: 'pg_proc',
    publicPrivileges: ['EXECUTE'],
    defaultPrivileges: 'FUNCTIONS',

    // The constructors of a range type are part of it, and what an extension made is not compared; the functions of a base
    // type go away with it.
    query: () => `
      SELECT p.oid, 0, p.pronamespace, p.proname, pg_catalog.pg_get_userbyid(p.proowner), ${aclSql('p.proacl', 'f', 'p.proowner')}, pg_catalog.oidvectortypes(p.proargtypes),
        pg_catalog.pg_get_functiondef(p.oid), pg_catalog.pg_get_function_result(p.oid),
        pg_catalog.pg_get_function_identity_arguments(p.oid), p.pronargdefaults, l.lanname, p.prosqlbody IS NOT NULL,
        w.type
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
      LEFT JOIN (
        SELECT f.oid, pg_catalog.min(t.oid) AS type FROM pg_catalog.pg_type t
        LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
        CROSS JOIN pg_catalog.unnest(ARRAY[t.typinput, t.typoutput, t.typreceive, t.typsend, r.rngcanonical]::oid[]) f(oid)
        WHERE (t.typtype = 'r' OR t.typtype = 'b' AND t.typinput >= ${FIRST_USER_OID}) AND f.oid >= ${FIRST_USER_OID} GROUP BY f.oid) w ON w.oid = p.oid
      WHERE p.prokind IN (${prokinds}) AND p.oid >= ${FIRST_USER_OID} AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype IN ('i', 'e'))`,

    read(row, reader) {
      const schema = reader.find('pg_namespace', row[2])?.name;
      if (schema === undefined) return null;
      const routine = text(row, 3);
      const owner = text(row, 4);
      const types = text(row, 7);
      const type = reader.find('pg_type', row[14]);
      return {
        id: objectId(name, [schema, routine], types),
        kind: name,
        schema,
        name: routine,
        parents: type === undefined ? [] : [type.id],
        attributes: { owner, grants: readGrants(row[5], row[6], owner), definition: text(row, 8) },
        facts: {
          types,
          returns: row[9] ?? null,
          arguments: text(row, 10),
          defaults: Number(row[11]),
          language: text(row, 12),
          tracked: row[13] === 't',
        },
      };
    },

    isOpaque,

    address: ({ schema, name: routine, facts }) => `${word} ${qualified(schema, routine)}(${textOf(facts.types)})`,
    claims: ({ schema, name: routine, facts }) => [`routine ${qualified(schema, routine)}(${textOf(facts.types)})`],

    rename: { why: 'the same definition' },

    prerequisites(id, { source, target }) {
      const wanted = source.objects.get(id);
      if (wanted === undefined) return [];
      const staying = calledAlike(wanted, source);
      return calledAlike(wanted, target).filter((each) => !staying.includes(each));
    },

    ignoring(object, what) {
      if (what !== 'whitespace' || !LAID_OUT_FREELY.has(textOf(object.facts.language))) return object;
      const { definition } = object.attributes;
      return {
        ...object,
        attributes: { ...object.attributes, definition: withoutLayout(definition) },
        facts: { ...object.facts, written: definition },
      };
    },

    create: (object, context) => [
      {
        sql: written(object),
        after: calledAlike(object, context.target),
        hazards: isOpaque(object)
          ? [hazard('UNTRACKED_DEPENDENCY', object.id, 'PostgreSQL does not track what its body uses')]
          : [],
      },
    ],

    drop: ({ id, schema, name: routine, facts }, context) => [
      {
        sql: `DROP ${word}${ifExists(context)} ${qualified(schema, routine)}(${textOf(facts.types)})`,
        hazards: [hazard('BREAKS_CLIENTS', id, 'callers fail')],
      },
    ],

    // CREATE OR REPLACE cannot change what it returns, rename an argument or take a default away.
    alter(target, goal, _changes, context) {
      const { facts: from } = target;
      const { facts: to } = goal;
      const sameShape = from.returns === to.returns && from.arguments === to.arguments;
      if (!sameShape || Number(from.defaults) > Number(to.defaults)) return 'replace';
      return { statements: [{ sql: written(goal), after: calledAlike(goal, context.target) }] };
    },

    verify: ({ schema, name: routine, attributes, facts }) =>
      `EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.proname = ${literal(routine)} ` +
      `AND p.pronamespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))}) ` +
      `AND pg_catalog.oidvectortypes(p.proargtypes) = ${literal(textOf(facts.types))} ` +
      `AND CASE WHEN p.prokind IN (${prokinds}) THEN pg_catalog.pg_get_functiondef(p.oid) END = ${literal(textOf(facts.written ?? attributes.definition))})`,
  };
}
