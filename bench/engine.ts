import process from 'node:process';
import { compare } from '../src/engine/compare';
import type { Drift } from '../src/engine/model';
import { plan } from '../src/engine/plan';
import { readCatalog } from '../src/engine/read';
import { connect } from '../src/environments/connection';
import type { Connection } from '../src/environments/session';
import { serve } from './child';

serve({
  compare: async (source, target) => {
    await compareBoth(source, target);
    return undefined;
  },
  plan: async (source, target) => {
    plan(await compareBoth(source, target));
    return undefined;
  },
});

async function compareBoth(source: string, target: string): Promise<Drift> {
  const connections = await Promise.all([open(source), open(target)]);
  try {
    const [wanted, actual] = await Promise.all([readCatalog(connections[0]), readCatalog(connections[1])]);
    return compare(wanted, actual);
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

async function open(url: string): Promise<Connection> {
  return connect(
    { name: 'bench', kind: 'database', protected: false, location: { url } },
    { readOnly: true, workspace: process.cwd() },
  );
}
