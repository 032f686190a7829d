import picomatch from 'picomatch';
import { FACETS } from './facets';
import type { Ignorable } from './ignorable';
import { withDependencies } from './late-dependencies';
import { kindOf } from './registry';
import { textOf, type Catalog, type CatalogObject, type LeftOut, type ObjectId } from './model';
import { withRoleDependencies } from './roles';
import { isSupabase, isSupabaseRole, SUPABASE_SCHEMAS } from './supabase';

/** What is compared. */
export interface Scope {
  /**
   * Leaves out Supabase's own schemas: always, never, or where a database is Supabase's.
   * But for `none`, histories of migrations are left out too.
   */
  readonly preset: 'auto' | 'supabase' | 'none';
  /** Only these schemas; all when empty. */
  readonly schemas: readonly string[];
  /** Glob patterns over identities (`table:public.tmp_*`) or names (`public.tmp_*`). */
  readonly exclude: readonly string[];
  readonly ignore: readonly Ignorable[];
  /** Roles, their memberships, and settings by role and database, which belong to the whole server. */
  readonly roles: boolean;
}

const OWN_SCHEMAS = "Supabase's own schemas";

export const EVERYTHING: Scope = { preset: 'auto', schemas: [], exclude: [], ignore: [], roles: false };

/** The scope for comparing these: where one of them is Supabase's, its own schemas are left out of all. */
export function sharedScope(scope: Scope, catalogs: readonly Catalog[]): Scope {
  if (scope.preset !== 'auto') return scope;
  return { ...scope, preset: catalogs.some(isSupabase) ? 'supabase' : 'none' };
}

/** The catalog without what the scope leaves out, and with a note of what that was. */
export function narrow(catalog: Catalog, scope: Scope): Catalog {
  const ownSchemas = scope.preset === 'supabase' || (scope.preset === 'auto' && isSupabase(catalog));
  const isExcluded = scope.exclude.length === 0 ? () => false : matching(scope.exclude);
  const ignored = new Set(scope.ignore);
  const left = new Map<string, string[]>();
  const objects = new Map<ObjectId, CatalogObject>();
  const reasonFor = (object: CatalogObject): string | null => {
    const schema = object.schema ?? (kindOf(object.kind).catalog === 'pg_namespace' ? object.name : null);
    if (ownSchemas && schema !== null && SUPABASE_SCHEMAS.has(schema)) return OWN_SCHEMAS;
    if (ownSchemas && SUPABASE_SCHEMAS.has(textOf(object.attributes.in_schema)) && schema === null)
      return "Supabase's own extensions";
    if (ownSchemas && isOfSupabaseRoles(object)) return "Supabase's own roles";
    if (ownSchemas && schema === null && isOnSupabaseSchema(object, catalog)) return OWN_SCHEMAS;
    if (scope.preset !== 'none' && isMigrationHistory(object, schema)) return 'histories of migrations';
    const isElsewhere =
      kindOf(object.kind).clusterWide !== true && (schema === null || !scope.schemas.includes(schema));
    if (scope.schemas.length > 0 && isElsewhere) return 'other schemas';
    return isExcluded(object.id) ? 'excluded by pattern' : null;
  };
  // What is left out takes its children along, whichever of them was read first.
  const decided = new Map<ObjectId, string | null>();
  const decide = (object: CatalogObject): string | null => {
    const known = decided.get(object.id);
    if (known !== undefined) return known;
    const parents = object.parents.flatMap((parent) => catalog.objects.get(parent) ?? []);
    const reason = reasonFor(object) ?? parents.map(decide).find((each) => each !== null) ?? null;
    decided.set(object.id, reason);
    return reason;
  };
  for (const object of catalog.objects.values()) {
    if (!scope.roles && kindOf(object.kind).clusterWide) continue;
    const reason = decide(object);
    if (reason === null) objects.set(object.id, without(object, ignored));
    else left.set(reason, [...(left.get(reason) ?? []), object.id]);
  }
  const leftOut: LeftOut[] = [...left].map(([reason, ids]) => ({
    reason,
    count: ids.length,
    examples: ids.slice(0, 5),
  }));
  const { server, notCompared, notRead } = catalog;
  const narrowed = withDependencies(
    { server, objects, notCompared, leftOut: [...catalog.leftOut, ...leftOut], notRead },
    // Nothing depends on roles yet: where they alone were left out, all is as it was.
    () => (left.size === 0 ? catalog.dependencies : onlyAmong(objects, catalog.dependencies)),
  );
  return scope.roles ? withRoleDependencies(narrowed) : narrowed;
}

/** Whether what lies in no schema lives on one of Supabase's own, as an event trigger on its function. */
function isOnSupabaseSchema({ id }: CatalogObject, { dependencies, objects }: Catalog): boolean {
  return (dependencies.get(id) ?? []).some((each) => SUPABASE_SCHEMAS.has(objects.get(each)?.schema ?? ''));
}

/** What the command lines of Supabase and Prisma keep to know what is applied. */
function isMigrationHistory({ name, parents }: CatalogObject, schema: string | null): boolean {
  const isInSchema = parents.every((parent) => parent.startsWith('schema:'));
  return schema === 'supabase_migrations' || (name === '_prisma_migrations' && isInSchema);
}

/** Roles of Supabase, and what is said about them alone. */
function isOfSupabaseRoles(object: CatalogObject): boolean {
  const kind = kindOf(object.kind);
  const named = kind.clusterWide === true ? (kind.roles?.(object) ?? []) : [];
  return named.length > 0 && named.every(isSupabaseRole);
}

/** Whether an identity (`table:public.tmp_x`) or its name (`public.tmp_x`) matches one of these glob patterns. */
export function matching(patterns: readonly string[]): (id: ObjectId) => boolean {
  const matches = picomatch([...patterns], { bash: true, dot: true });
  return (id) => matches(id) || matches(id.slice(id.indexOf(':') + 1));
}

function without(object: CatalogObject, ignored: ReadonlySet<Ignorable>): CatalogObject {
  const kind = kindOf(object.kind);
  const rest = [...ignored].reduce((each, what) => kind.ignoring?.(each, what) ?? each, object);
  const facets = [...ignored].filter((what) => FACETS.has(what) && what in rest.attributes);
  if (facets.length === 0) return rest;
  const kept = Object.entries(rest.attributes).filter(([name]) => !facets.some((facet) => facet === name));
  return { ...rest, attributes: Object.fromEntries(kept) };
}

function onlyAmong(
  objects: ReadonlyMap<ObjectId, CatalogObject>,
  dependencies: ReadonlyMap<ObjectId, readonly ObjectId[]>,
): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const kept = new Map<ObjectId, readonly ObjectId[]>();
  for (const [id, on] of dependencies) {
    if (objects.has(id))
      kept.set(
        id,
        on.filter((each) => objects.has(each)),
      );
  }
  return kept;
}
