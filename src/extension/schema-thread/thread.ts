/*
 * A program of its own, in a thread of the extension host's process: it reads, compares and plans, so that the
 * extension host is never blocked, and keeps the schemas and drifts that it is asked about again.
 */
import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { Catalog, Drift, ObjectId } from '../../engine/model';
import { plan, type PlanOptions } from '../../engine/plan';
import { acceptRenames } from '../../engine/renames/accept';
import { findMember } from '../../engine/renames/identities';
import { possibleRenames } from '../../engine/renames/offers';
import { definition } from '../../engine/render/definition';
import { renderMigration } from '../../engine/render/migration';
import { renderVerification } from '../../engine/render/verification';
import { EVERYTHING, narrow, type Scope } from '../../engine/scope';
import { driftBetween } from '../../environments/drift';
import { loadEnvironment } from '../../migrations/load-environment';
import type { EnvironmentKind } from '../../environments/environment';
import { comparable } from '../../environments/prisma/comparable';
import { redact } from '../../environments/redact';
import { planAllowed } from '../../engine/withhold';
import { fileObjects } from '../../migrations/file-objects';
import { plannedForLine } from '../../migrations/planned-for';
import { channel } from './channel';
import type { CatalogHeader, Held, HostFunctions, Key, PlanRequest, ThreadFunctions } from './contract';
import { summarizePlan } from './plan-summary';

/** What is copied in one go takes the extension host a few milliseconds. */
const BATCH = 1000;

interface HeldSchema {
  readonly kind: EnvironmentKind;
  readonly whole: Catalog;
  readonly visible: Catalog;
}

interface HeldDrift {
  readonly drift: Drift;
  readonly scope: Scope;
}

const schemas = new Map<Key, HeldSchema>();
const drifts = new Map<Key, HeldDrift>();
const reading = new Map<Key, AbortController>();

const functions: ThreadFunctions = {
  async read(key, { environment, ...options }) {
    const cancelled = new AbortController();
    reading.set(key, cancelled);
    try {
      const { catalog, environment: about } = await loadEnvironment(environment, {
        ...options,
        signal: cancelled.signal,
        password: () => host.password(key),
        onMessage: (text) => void host.message.asEvent(key, redact(text)),
      });
      const visible = narrow(catalog, EVERYTHING);
      schemas.set(key, { kind: about.kind, whole: catalog, visible });
      return { header: headerOf(visible), serverVersion: about.serverVersion };
    } finally {
      reading.delete(key);
    }
  },

  cancel(key) {
    reading.get(key)?.abort();
  },

  async compare(key, source, target, scope, wanted) {
    const seen = (schema: HeldSchema): Catalog => (scope === undefined ? schema.visible : narrow(schema.whole, scope));
    const side = (schema: HeldSchema) => ({ kind: schema.kind, catalog: seen(schema) });
    const ignoreHabits = scope?.ignore.includes('prisma-habits') === true;
    const both = comparable(side(held(schemas, source)), side(held(schemas, target)), ignoreHabits);
    const renames = wanted.filter(({ from, to }) => isIn(both.target, from) && isIn(both.source, to));
    const drift = await driftBetween(both.source, acceptRenames(both.source, both.target, renames));
    drifts.set(key, { drift, scope: scope ?? EVERYTHING });
    return {
      source: headerOf(drift.source),
      target: headerOf(drift.target),
      renames,
      possibleRenames: possibleRenames(drift),
    };
  },

  objects: (which, from) => [...catalogOf(which).objects.values()].slice(from, from + BATCH),

  differences: (drift, from) => held(drifts, drift).drift.differences.slice(from, from + BATCH),

  definition: (which, id) => definition(catalogOf(which), id),

  lacking: (schema, ids) => ids.filter((id) => !held(schemas, schema).whole.objects.has(id)),

  async fileObjects(key, folder) {
    const cancelled = new AbortController();
    reading.set(key, cancelled);
    try {
      const { replayFolder } = await import('../../migrations/replay/replay');
      return fileObjects(await replayFolder(folder, folder, { signal: cancelled.signal }));
    } finally {
      reading.delete(key);
    }
  },

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

  verification: (drift, chosen) => renderVerification(held(drifts, drift).drift, new Set(chosen)),

  forget(key) {
    schemas.delete(key);
    drifts.delete(key);
  },
};

if (parentPort === null) throw new Error('This program runs in a thread of the extension.');
const host = createBirpc<HostFunctions, ThreadFunctions>(functions, channel(parentPort));

function held<T>(things: ReadonlyMap<Key, T>, key: Key): T {
  const thing = things.get(key);
  if (thing === undefined) throw new Error('What was read is no longer there. Refresh and compare again.');
  return thing;
}

function catalogOf(which: Held): Catalog {
  return 'schema' in which ? held(schemas, which.schema).visible : held(drifts, which.drift).drift[which.side];
}

/** Whether a catalog has an object, or a name inside an object. */
function isIn(catalog: Catalog, id: ObjectId): boolean {
  return catalog.objects.has(id) || findMember(catalog, id) !== undefined;
}

function planOptions({ chosen, strategy }: PlanRequest): PlanOptions {
  return { chosen: new Set(chosen), strategy };
}

function headerOf({ server, notCompared, leftOut, notRead }: Catalog): CatalogHeader {
  return { server, notCompared, leftOut, notRead };
}
