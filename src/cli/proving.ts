import type { ObjectId, Plan } from '../engine/model';
import type { Environment } from '../environments/environment';
import { parseEnvironment } from '../environments/configuration';
import { prove, type Proof } from '../proof/prove';
import { mayCreateDatabase, scratchFor } from '../proof/scratch';
import { changesWholeServer } from '../proof/whole-server';
import type { Compared } from './compare-environments';
import { protectedName } from './protection';
import { UsageError, type Session } from './session';

/** The options that every command has which proves. */
export interface ProofOptions {
  readonly target: string;
  /** `server`, `embedded`, or an environment on whose server a temporary database may be made. */
  readonly scratch?: string;
}

/**
 * Proves the plan for some differences, or for all, on a scratch copy of the target's schema; says on stderr where.
 * @throws EnvironmentError where it cannot be tried
 */
export async function proofOf(
  { drift, scope, loaded, configuration }: Compared,
  plan: Plan,
  chosen: ReadonlySet<ObjectId> | undefined,
  options: ProofOptions,
  session: Session,
): Promise<Proof> {
  const { workspace, env, signal } = session;
  const server = changesWholeServer(plan) ? refuseServer(options) : await serverFor(options, configuration, session);
  const open = scratchFor(server, [loaded.source, loaded.target], { workspace, env, signal });
  session.say(
    `proving on ${server === null ? 'the embedded PostgreSQL' : `a temporary database on the server of ${server.name}`} …`,
  );
  return prove({ drift, plan, chosen, scope, ...loaded }, open, signal);
}

/** Only the embedded PostgreSQL is nobody else's. */
function refuseServer({ scratch = 'embedded' }: ProofOptions): null {
  if (scratch === 'embedded') return null;
  throw new UsageError(
    'The plan changes roles or settings of a whole server, which a temporary database would not keep to itself. Prove it with --scratch embedded.',
  );
}

/** Where a temporary database is made; null for the embedded PostgreSQL. Nothing protected is written to unasked. */
async function serverFor(
  { target: name, scratch }: ProofOptions,
  configuration: Compared['configuration'],
  session: Session,
): Promise<Environment | null> {
  const { workspace, env, signal } = session;
  const target = parseEnvironment(name, configuration, workspace);
  if (scratch === 'embedded') return null;
  if (scratch !== undefined && scratch !== 'server')
    return database(parseEnvironment(scratch, configuration, workspace));
  if (scratch === 'server') return database(target);
  if (configuration.scratch !== undefined)
    return { name: 'scratch', kind: 'database', protected: false, location: configuration.scratch };
  if (target.kind !== 'database' || (await protectedName(target, configuration, session)) !== undefined) return null;
  return (await mayCreateDatabase(target, { workspace, env, signal })) ? target : null;
}

function database(environment: Environment): Environment {
  if (environment.kind === 'database') return environment;
  throw new UsageError(`${environment.name} is a file and no database, so no temporary database can be made there.`);
}
