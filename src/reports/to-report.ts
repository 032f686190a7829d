import { inAnotherOrder } from '../engine/column-order';
import type { Catalog, Difference, Drift, Status } from '../engine/model';
import { possibleRenames } from '../engine/renames/offers';
import { definition } from '../engine/render/definition';
import type { Alignment } from './alignment';
import type { Report, ReportedDifference, ReportedEnvironment } from './report';

/** Puts a drift into the form that is printed, saved and sent. */
export function toReport(
  drift: Drift,
  source: ReportedEnvironment,
  target: ReportedEnvironment,
  alignment?: Alignment,
): Report {
  const notRead = [
    ...drift.source.notRead.map((entry) => ({ environment: 'source' as const, ...entry })),
    ...drift.target.notRead.map((entry) => ({ environment: 'target' as const, ...entry })),
  ];
  return {
    formatVersion: 1,
    source: { name: source.name, kind: source.kind, serverVersion: source.serverVersion },
    target: { name: target.name, kind: target.kind, serverVersion: target.serverVersion },
    incomplete: notRead.length > 0,
    summary: summarize(drift.differences),
    differences: drift.differences.map((difference) => reported(difference, drift.source, drift.target)),
    possibleRenames: possibleRenames(drift),
    sameServer: isSameServer(drift, source, target),
    otherOrder: inAnotherOrder(drift),
    ...(alignment === undefined ? {} : { alignment }),
    notCompared: merge(drift.source.notCompared, drift.target.notCompared, (entry) => entry.kind),
    leftOut: merge(drift.source.leftOut, drift.target.leftOut, (entry) => entry.reason),
    notRead,
  };
}

/** Files have no server, though one may have been embedded to read them. */
function isSameServer({ source, target }: Drift, ...environments: readonly ReportedEnvironment[]): boolean {
  const { system } = source.server;
  return (
    environments.every(({ kind }) => kind === 'database') && system !== undefined && system === target.server.system
  );
}

function reported(difference: Difference, source: Catalog, target: Catalog): ReportedDifference {
  const { id, kind, schema, name, parent, status, changes } = difference;
  return {
    id,
    kind,
    schema,
    name,
    ...(parent === null ? {} : { parent }),
    status,
    ...(status === 'changed' ? { changes } : {}),
    ...(status === 'extra' ? {} : { sourceSql: definition(source, id) }),
    ...(status === 'missing' ? {} : { targetSql: definition(target, id) }),
  };
}

function summarize(differences: readonly Difference[]): Report['summary'] {
  const byStatus: Record<Status, number> = { missing: 0, extra: 0, changed: 0 };
  const byKind = new Map<string, number>();
  for (const { status, kind } of differences) {
    byStatus[status] += 1;
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
  }
  return {
    total: differences.length,
    byStatus,
    byKind: Object.fromEntries([...byKind].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

interface Counted {
  readonly count: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** Both sides mostly have the same objects, so their counts are not added up. */
function merge<T extends Counted>(source: readonly T[], target: readonly T[], key: (entry: T) => string): T[] {
  const merged = new Map(source.map((entry) => [key(entry), entry]));
  for (const entry of target) {
    const other = merged.get(key(entry));
    merged.set(key(entry), {
      ...entry,
      count: Math.max(entry.count, other?.count ?? 0),
      examples: [...new Set([...(other?.examples ?? []), ...entry.examples])].slice(0, EXAMPLES),
    });
  }
  return [...merged.values()];
}
