import process from 'node:process';
import { compare } from '../src/engine/compare';
import type { Catalog, Drift } from '../src/engine/model';
import { plan } from '../src/engine/plan';
import { readCatalog } from '../src/engine/read';
import { type KeptCatalog, readAgain } from '../src/engine/read-again';
import { Twins } from '../src/engine/twins';
import { connect } from '../src/environments/connection';
import type { Connection } from '../src/environments/session';
import { serve } from './child';
import type { Measured } from './protocol';

serve({
  compare: async (source, target) => {
    await compareBoth(source, target);
    return {};
  },
  plan: async (source, target) => {
    plan(await compareBoth(source, target));
    return {};
  },
  whole: async (source, target) => {
    const { connections } = await opened(source, target);
    const start = performance.now();
    const [wanted, actual] = await readBoth(connections);
    compare(wanted, actual);
    return { ms: performance.now() - start };
  },
  unchanged: async (source, target) => compareAgain(await opened(source, target)),
  changed: async (source, target) => {
    const again = await opened(source, target);
    again.changes += 1;
    const name = `bench_again_${again.changes}`;
    await again.other.run(`ALTER TABLE ${again.table} ADD COLUMN ${name} text DEFAULT 'x'`);
    return compareAgain(again);
  },
});

/** Two databases that are read again and again over the same connections. */
interface Opened {
  readonly connections: readonly [Connection, Connection];
  /** Changes the target. */
  readonly other: Connection;
  readonly table: string;
  kept: readonly [KeptCatalog, KeptCatalog];
  changes: number;
}

let both: Promise<Opened> | undefined;

function opened(source: string, target: string): Promise<Opened> {
  both ??= openBoth(source, target);
  return both;
}

async function openBoth(source: string, target: string): Promise<Opened> {
  const connections = [await open(source), await open(target)] as const;
  const other = await open(target, false);
  const [rows = []] = await other.query(`SELECT c.oid::regclass FROM pg_class c
    WHERE c.relkind = 'r' AND c.oid >= 16384 AND NOT c.relispartition ORDER BY c.oid LIMIT 1`);
  const table = rows[0]?.[0] ?? '';
  const kept = [await readAgain(connections[0], null), await readAgain(connections[1], null)] as const;
  return { connections, other, table, kept, changes: 0 };
}

/** The drift is the same where both catalogs are. */
async function compareAgain(again: Opened): Promise<Partial<Measured>> {
  const [source, target] = again.kept;
  const start = performance.now();
  again.kept = await Promise.all([readAgain(again.connections[0], source), readAgain(again.connections[1], target)]);
  const [wanted, actual] = again.kept;
  if (wanted.catalog !== source.catalog || actual.catalog !== target.catalog) compare(wanted.catalog, actual.catalog);
  return { ms: performance.now() - start };
}

async function compareBoth(source: string, target: string): Promise<Drift> {
  const connections = await Promise.all([open(source), open(target)]);
  try {
    const [wanted, actual] = await readBoth(connections);
    return compare(wanted, actual);
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

function readBoth([source, target]: readonly [Connection, Connection]): Promise<[Catalog, Catalog]> {
  const twins = new Twins();
  return Promise.all([readCatalog(source, twins), readCatalog(target, twins)]);
}

async function open(url: string, readOnly = true): Promise<Connection> {
  return connect(
    { name: 'bench', kind: 'database', protected: false, location: { url } },
    { readOnly, workspace: process.cwd() },
  );
}
