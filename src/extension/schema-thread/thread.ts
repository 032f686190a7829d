/*
 * A program of its own, in a thread of the extension host's process: it reads, compares and plans, so that the
 * extension host is never blocked, and keeps the schemas and drifts that it is asked about again.
 */
import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { Catalog, CatalogObject, Drift, ObjectId } from '../../engine/model';
import { perCatalog } from '../../engine/per-catalog';
import { plan, type PlanOptions } from '../../engine/plan';
import { acceptRenames } from '../../engine/renames/accept';
import { findMember } from '../../engine/renames/identities';
import { possibleRenames } from '../../engine/renames/offers';
import { definition } from '../../engine/render/definition';
import { renderMigration } from '../../engine/render/migration';
import { renderVerification } from '../../engine/render/verification';
import type { KeptCatalog } from '../../engine/read-again';
import { EVERYTHING, narrow, sharedScope, type Scope } from '../../engine/scope';
import { readConfiguration } from '../../environments/configuration';
import { driftBetween } from '../../environments/drift';
import { folderEnvironment } from '../../environments/folder-environment';
import { type EnvironmentOptions, loadEnvironment, replayEnvironment } from '../../migrations/load-environment';
import type { EnvironmentKind } from '../../environments/environment';
import { comparable } from '../../environments/prisma/comparable';
import { redact } from '../../environments/redact';
import { planAllowed } from '../../engine/withhold';
import { fileObjects } from '../../migrations/file-objects';
import { warmReplays } from '../../migrations/replay/warm-replays';
import { plannedForLine } from '../../migrations/planned-for';
import { prove } from '../../proof/prove';
import { scratchFor } from '../../proof/scratch';
import { changesWholeServer } from '../../proof/whole-server';
import { toAlignment } from '../../reports/alignment';
import { channel } from './channel';
import type {
  CatalogHeader,
  DriftHeader,
  Held,
  HostFunctions,
  Key,
  PlanRequest,
  SessionRequest,
  ThreadFunctions,
} from './contract';
import { summarizePlan } from './plan-summary';
import { viewedObject } from './viewed-object';

/** What is copied in one go takes the extension host a few milliseconds. */
const BATCH = 100;

/** The longest pause in which somebody who edits a migration is taken to be still at it. */
const SPARE_IDLE_MS = 5 * 60_000;

interface HeldSchema {
  readonly kind: EnvironmentKind;
  readonly whole: Catalog;
  readonly visible: Catalog;
  /** For reading it again, once. */
  kept: KeptCatalog | undefined;
}

interface HeldDrift {
  readonly drift: Drift;
  readonly scope: Scope;
  /** Both sides as they were read, whatever the scope leaves out. */
  readonly read: { readonly source: Catalog; readonly target: Catalog };
  /** What was asked for beyond that, and what was answered. */
  readonly asked: string;
  readonly header: DriftHeader;
}

const schemas = new Map<Key, HeldSchema>();
const drifts = new Map<Key, HeldDrift>();
const running = new Map<Key, AbortController>();
const warm = warmReplays(SPARE_IDLE_MS);

const functions: ThreadFunctions = {
  read: (key, { environment, before, ...request }) =>
    inSession(key, request, async (options) => {
      const known = before === undefined ? undefined : schemas.get(before);
      const {
        catalog,
        environment: about,
        kept,
      } = await loadEnvironment(environment, {
        ...options,
        before: known === undefined ? null : takeKept(known),
      });
      const unchanged = known?.whole === catalog;
      const visible = unchanged ? known.visible : narrow(catalog, EVERYTHING);
      schemas.set(key, { kind: about.kind, whole: catalog, visible, kept });
      return { header: headerOf(visible), unchanged, serverVersion: about.serverVersion };
    }),

  cancel(key) {
    running.get(key)?.abort();
  },

  async compare(key, source, target, scope, accepted) {
    const [wanted, actual] = [held(schemas, source), held(schemas, target)];
    const asked = JSON.stringify([scope, accepted]);
    const same = [...drifts.values()].find(
      ({ read, asked: before }) => read.source === wanted.whole && read.target === actual.whole && before === asked,
    );
    if (same !== undefined) {
      drifts.set(key, same);
      return same.header;
    }
    const shared = sharedScope(scope ?? EVERYTHING, [wanted.whole, actual.whole]);
    const side = (schema: HeldSchema) => ({
      kind: schema.kind,
      catalog: scope === undefined && isVisibleIn(shared, schema) ? schema.visible : narrow(schema.whole, shared),
    });
    const both = comparable(side(wanted), side(actual), shared);
    const isFree = (id: ObjectId): boolean => !isIn(both.target, id) || accepted.some(({ from }) => from === id);
    const renames = accepted.filter(({ from, to }) => isIn(both.target, from) && isIn(both.source, to) && isFree(to));
    const drift = await driftBetween(both.source, acceptRenames(both.source, both.target, renames));
    const read = { source: wanted.whole, target: actual.whole };
    const headerOn = (catalog: Catalog, { visible }: HeldSchema) => ({
      ...headerOf(catalog),
      isAsRead: catalog.objects === visible.objects,
    });
    const header = {
      source: headerOn(drift.source, wanted),
      target: headerOn(drift.target, actual),
      renames,
      possibleRenames: possibleRenames(drift),
      alignment: both.prisma === undefined ? null : toAlignment(drift, both.prisma.side, both.prisma.completed),
    };
    drifts.set(key, { drift, scope: shared, read, asked, header });
    return header;
  },

  objects: (which, from) =>
    objectsOf(catalogOf(which))
      .slice(from, from + BATCH)
      .map(viewedObject),

  differences: (drift, from) => held(drifts, drift).drift.differences.slice(from, from + BATCH),

  definition: (which, id) => definition(catalogOf(which), id),

  lacking: (schema, ids) => ids.filter((id) => !held(schemas, schema).whole.objects.has(id)),

  fileObjects: (key, { environment, ...request }) =>
    inSession(key, request, async (options) => fileObjects(await replayEnvironment(environment, options))),

  lint: (key, { status, ...request }) =>
    inSession(key, request, async (options) => {
      const { lintFolder } = await import('../../migrations/lint/lint-folder');
      const configuration = await readConfiguration(options.workspace);
      const environment = folderEnvironment(status.folder, configuration, options.workspace);
      return lintFolder(environment, status, configuration.lint, options);
    }),

  consolidate: (key, { environment, name, keep, version, ...request }) =>
    inSession(key, request, async (options) => {
      const { consolidate } = await import('../../migrations/consolidate/consolidate');
      return consolidate(environment, { ...options, name, keep, version });
    }),

  plan: (key, request) => summarizePlan(plan(held(drifts, key).drift, planOptions(request))),

  migration(key, { script, targetKind, allow, ...request }) {
    const { drift, scope } = held(drifts, key);
    const plannedFor = plannedForLine(drift, scope, targetKind);
    const planned = planAllowed(drift, allow, planOptions(request));
    return {
      texts: renderMigration(drift, planned, { ...script, plannedFor }),
      leftOut: [...(planned.withheld?.differences ?? [])].sort(),
    };
  },

  prove: (key, driftKey, { chosen, strategy, scratch, ...request }) =>
    inSession(key, request, (options) => {
      const { drift, scope, read } = held(drifts, driftKey);
      const wanted = planOptions({ chosen, strategy });
      const claim = { drift, plan: plan(drift, wanted), chosen: wanted.chosen, scope, ...read };
      const server = changesWholeServer(claim.plan) ? null : scratch;
      return prove(claim, scratchFor(server, [read.source, read.target], options), options.signal);
    }),

  verification: (drift, chosen) => renderVerification(held(drifts, drift).drift, new Set(chosen)),

  forget(key) {
    schemas.delete(key);
    drifts.delete(key);
  },
};

if (parentPort === null) throw new Error('This program runs in a thread of the extension.');
const host = createBirpc<HostFunctions, ThreadFunctions>(functions, channel(parentPort));

/** Does work that the extension host can cancel, and is asked for passwords during. */
function inSession<T>(
  key: Key,
  request: SessionRequest,
  work: (options: EnvironmentOptions) => Promise<T>,
): Promise<T> {
  return cancellable(key, (signal) =>
    work({
      ...request,
      signal,
      warm,
      password: () => host.password(key),
      onMessage: (text) => void host.message.asEvent(key, redact(text)),
    }),
  );
}

async function cancellable<T>(key: Key, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const cancelled = new AbortController();
  running.set(key, cancelled);
  try {
    return await work(cancelled.signal);
  } finally {
    running.delete(key);
  }
}

/** Reading again uses it up, whatever comes of it. */
function takeKept(schema: HeldSchema): KeptCatalog | null {
  const { kept = null } = schema;
  schema.kept = undefined;
  return kept;
}

function held<T>(things: ReadonlyMap<Key, T>, key: Key): T {
  const thing = things.get(key);
  if (thing === undefined) throw new Error('What was read is no longer there. Refresh and compare again.');
  return thing;
}

const objectsOf = perCatalog(({ objects }): readonly CatalogObject[] => [...objects.values()]);

function catalogOf(which: Held): Catalog {
  return 'schema' in which ? held(schemas, which.schema).visible : held(drifts, which.drift).drift[which.side];
}

/** Whether what a person calls their schema is what a scope for two schemas leaves of it. */
function isVisibleIn({ preset }: Scope, { whole }: HeldSchema): boolean {
  return sharedScope(EVERYTHING, [whole]).preset === preset;
}

/** Whether a catalog has an object, or a name inside an object. */
function isIn(catalog: Catalog, id: ObjectId): boolean {
  return catalog.objects.has(id) || findMember(catalog, id) !== undefined;
}

function planOptions({ chosen, strategy }: PlanRequest): Required<PlanOptions> {
  return { chosen: new Set(chosen), strategy };
}

function headerOf({ server, notCompared, leftOut, notRead }: Catalog): CatalogHeader {
  return { server, notCompared, leftOut, notRead };
}
