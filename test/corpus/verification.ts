import { compare } from '../../src/engine/compare';
import { renderVerification } from '../../src/engine/render/verification';
import type { Connection } from '../../src/environments/session';
import type { Problem, Side } from './round-trip';

/**
 * The verification queries that are not true on the source, or true on a target that still lacks the object or has
 * it too much. Of changed objects the queries do not ask for every attribute: owner, grants and comment, for example.
 */
export async function failsToTell(source: Side, target: Side): Promise<Problem> {
  const drift = compare(source.catalog, target.catalog);
  const queries = drift.differences.map(({ id }) => renderVerification(drift, new Set([id])));
  if (queries.length === 0) return null;
  let good, bad;
  try {
    [good, bad] = [await answers(source.connection, queries), await answers(target.connection, queries)];
  } catch (error) {
    return `The verification queries fail: ${String(error)}\n${queries.join('\n')}`;
  }
  const wrong = queries.flatMap((query, at) => [
    ...(good[at] === 't' ? [] : [`${good[at] ?? 'null'} on the source: ${query}`]),
    ...(bad[at] === 't' && drift.differences[at]?.status !== 'changed' ? [`t on the target: ${query}`] : []),
  ]);
  return wrong.length === 0 ? null : `Verification queries can't tell source from target:\n${wrong.join('\n')}`;
}

async function answers(connection: Connection, queries: readonly string[]): Promise<(string | null | undefined)[]> {
  return (await connection.query(queries.join('\n'))).map((rows) => rows[0]?.[0]);
}
