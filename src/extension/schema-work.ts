import type { Catalog, Drift } from '../engine/model';
import type { Scope } from '../engine/scope';
import type { LoadedCatalog, LoadOptions } from '../environments/load';
import type { WorkspaceEnvironment } from './workspace-environment';

/*
 * The heavy work of the extension, behind asynchronous functions of plain data: the engine and the driver are loaded
 * here, when they are first used, and the work can move to another thread without its callers knowing.
 */

/** Reads all of an environment's schema. Throws EnvironmentError. */
export async function readSchema({ environment }: WorkspaceEnvironment, options: LoadOptions): Promise<LoadedCatalog> {
  const { loadCatalog } = await import('../environments/load');
  return loadCatalog(environment, options);
}

/** What a scope leaves of a catalog; without a scope, what a person calls their schema. */
export async function narrowSchema(catalog: Catalog, scope?: Scope): Promise<Catalog> {
  const { EVERYTHING, narrow } = await import('../engine/scope');
  return narrow(catalog, scope ?? EVERYTHING);
}

/** Compares two catalogs within a scope. */
export async function compareSchemas(source: Catalog, target: Catalog, scope?: Scope): Promise<Drift> {
  const { compare } = await import('../engine/compare');
  return compare(await narrowSchema(source, scope), await narrowSchema(target, scope));
}
