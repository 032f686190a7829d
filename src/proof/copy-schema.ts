import { compare } from '../engine/compare';
import type { Catalog, ObjectId, Step } from '../engine/model';
import { plan } from '../engine/plan';
import { ident } from '../engine/quote';
import { readCatalog } from '../engine/read';
import { EVERYTHING, narrow } from '../engine/scope';
import { EnvironmentError } from '../environments/errors';
import type { Connection } from '../environments/session';
import type { Scratch } from './scratch';

/** Something of a schema that could not be made on the scratch copy, and what PostgreSQL said. */
export interface NotCopied {
  readonly object: ObjectId;
  readonly reason: string;
}

const ALL = { ...EVERYTHING, preset: 'none' } as const;

/**
 * Makes a schema in an empty database, as a plan from nothing would. What PostgreSQL refuses there is left out.
 * @throws EnvironmentError when the connection fails or is cancelled
 */
export async function copySchema(catalog: Catalog, scratch: Scratch): Promise<readonly NotCopied[]> {
  const { connection } = scratch;
  if (scratch.isPrivate) await makeRoles(catalog.server.roles, connection);
  const empty = narrow(await readCatalog(connection), ALL);
  const { steps } = plan(compare(narrow(catalog, ALL), empty));
  if (steps.length === 0 || (await runsAtOnce(steps, connection))) return [];
  return runOneByOne(steps, connection);
}

async function makeRoles(roles: readonly string[], connection: Connection): Promise<void> {
  const { server } = await readCatalog(connection);
  const missing = roles.filter((role) => !server.roles.includes(role) && !role.startsWith('pg_'));
  // Whether a role may do what the plan does is not what is proved.
  for (const role of missing) await connection.run(`CREATE ROLE ${ident(role)} SUPERUSER`);
}

/** Bodies may use what comes later. */
const UNCHECKED = 'SET check_function_bodies = off';

/** One message instead of one for each statement. */
async function runsAtOnce(steps: readonly Step[], connection: Connection): Promise<boolean> {
  const statements = steps.flatMap((step) => step.statements);
  try {
    await connection.run(['BEGIN', UNCHECKED, ...statements, 'RESET check_function_bodies', 'COMMIT'].join(';\n'));
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await connection.run('ROLLBACK');
    return false;
  }
}

async function runOneByOne(steps: readonly Step[], connection: Connection): Promise<readonly NotCopied[]> {
  const notCopied: NotCopied[] = [];
  await connection.run(UNCHECKED);
  for (const { object, statements } of steps) {
    for (const statement of statements) {
      try {
        await connection.run(statement);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        notCopied.push({ object, reason: error.sql?.message ?? error.message });
      }
    }
  }
  await connection.run('RESET check_function_bodies');
  return notCopied;
}

function isRefusal(error: unknown): error is EnvironmentError {
  return error instanceof EnvironmentError && error.reason === 'sql';
}
