import type { Catalog, Drift } from '../engine/model';
import { EVERYTHING, narrow, sharedScope, type Scope } from '../engine/scope';
import { Twins } from '../engine/twins';
import { parseEnvironment, readConfiguration, type Configuration } from '../environments/configuration';
import { driftBetween } from '../environments/drift';
import type { Environment } from '../environments/environment';
import type { LoadedCatalog } from '../environments/load';
import { comparable } from '../environments/prisma/comparable';
import { loadEnvironment } from '../migrations/load-environment';
import { toAlignment, type Alignment } from '../reports/alignment';
import { UsageError, type Session } from './session';

/** The options that every command has which compares. */
export interface CompareOptions {
  readonly source: string;
  readonly target: string;
  readonly schema?: readonly string[];
  readonly exclude?: readonly string[];
  readonly preset?: Scope['preset'];
  readonly ignore?: Scope['ignore'];
  readonly roles?: true;
  readonly rename?: readonly string[];
}

export interface Compared {
  readonly drift: Drift;
  /** Where one side is a Prisma schema. */
  readonly alignment: Alignment | undefined;
  readonly scope: Scope;
  readonly source: LoadedCatalog['environment'];
  readonly target: LoadedCatalog['environment'];
  readonly configuration: Configuration;
  /** Both schemas as they were read, whatever the scope leaves out. */
  readonly loaded: { readonly source: Catalog; readonly target: Catalog };
}

/**
 * Reads both environments and compares them; says on stderr what is read and what could not be read.
 * @throws EnvironmentError: then there is no comparison
 */
export async function compareEnvironments(options: CompareOptions, session: Session): Promise<Compared> {
  const configuration = await readConfiguration(session.workspace);
  const source = parseEnvironment(options.source, configuration, session.workspace);
  const target = parseEnvironment(options.target, configuration, session.workspace);
  session.say(`reading ${source.name} and ${target.name} …`);
  const [sourceLoaded, targetLoaded] = await loadBoth(source, target, session);
  session.signal.throwIfAborted();

  const scope = sharedScope(chosenScope(options, source, target, configuration), [
    sourceLoaded.catalog,
    targetLoaded.catalog,
  ]);
  refuseUnknownSchemas(scope.schemas, [sourceLoaded.catalog, targetLoaded.catalog]);
  const {
    source: wanted,
    target: actual,
    prisma,
  } = comparable(
    { kind: source.kind, catalog: narrow(sourceLoaded.catalog, scope) },
    { kind: target.kind, catalog: narrow(targetLoaded.catalog, scope) },
    scope,
  );
  const drift = await driftBetween(wanted, await renamed(wanted, actual, options.rename ?? []));
  const alignment = prisma && toAlignment(drift, prisma.side, prisma.completed);
  session.signal.throwIfAborted();
  sayNotRead(drift, source, target, session);
  return {
    drift,
    alignment,
    scope,
    source: sourceLoaded.environment,
    target: targetLoaded.environment,
    configuration,
    loaded: { source: sourceLoaded.catalog, target: targetLoaded.catalog },
  };
}

/** True when a part of a schema could not be read, so that "no difference" does not mean "no drift". */
export function isIncomplete({ source, target }: Drift): boolean {
  return source.notRead.length > 0 || target.notRead.length > 0;
}

/** When one side fails the other is not waited for. */
async function loadBoth(
  source: Environment,
  target: Environment,
  session: Session,
): Promise<[LoadedCatalog, LoadedCatalog]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([session.signal, stop.signal]);
  const options = { signal, workspace: session.workspace, env: session.env, twins: new Twins() };
  const load = (environment: Environment): Promise<LoadedCatalog> => loadEnvironment(environment, options);
  const both = [load(source), load(target)] as const;
  try {
    return await Promise.all(both);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(both);
    throw error;
  }
}

/** What the command line says goes before what schema-drift.json says about the same pair. */
function chosenScope(
  options: CompareOptions,
  source: Environment,
  target: Environment,
  configuration: Configuration,
): Scope {
  const configured = configuration.comparisons.find(
    (comparison) => comparison.source === source.name && comparison.target === target.name,
  );
  const scope = configured?.scope ?? EVERYTHING;
  return {
    preset: options.preset ?? scope.preset,
    schemas: options.schema ?? scope.schemas,
    exclude: options.exclude ?? scope.exclude,
    ignore: options.ignore ?? scope.ignore,
    roles: options.roles ?? scope.roles,
  };
}

/** Most comparisons rename nothing and need not load how that is done. */
async function renamed(source: Catalog, target: Catalog, texts: readonly string[]): Promise<Catalog> {
  if (texts.length === 0) return target;
  const { renamesOf } = await import('./renames');
  const { acceptRenames } = await import('../engine/renames/accept');
  return acceptRenames(source, target, renamesOf(texts, source, target));
}

/** A misspelt name would otherwise read like "no drift". */
function refuseUnknownSchemas(names: Scope['schemas'], catalogs: readonly Catalog[]): void {
  if (names.length === 0) return;
  const known = new Set(
    catalogs.flatMap(({ objects }) =>
      [...objects.values()].map(({ kind, name, schema }) => (kind === 'schema' ? name : schema)),
    ),
  );
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no schema ${unknown.map((name) => `"${name}"`).join(', ')} in the source or the target. Nothing was compared.`,
    );
}

function sayNotRead(drift: Drift, source: Environment, target: Environment, session: Session): void {
  if (!isIncomplete(drift)) return;
  session.say('The comparison is incomplete: differences may be missing. Not read:');
  for (const [environment, catalog] of [
    [source, drift.source],
    [target, drift.target],
  ] as const)
    for (const { kind, reason } of catalog.notRead) session.say(`  in ${environment.name}: ${kind}: ${reason}`);
}
