import type { Catalog, ObjectId } from '../../engine/model';
import { qualified } from '../../engine/quote';
import type { Connection } from '../../environments/session';

/** How many rows a table has, and where a sequence stands. */
export type Contents = ReadonlyMap<ObjectId, string>;

/** Counts the rows of all tables and reads the positions of all sequences, in one message. @throws EnvironmentError */
export async function readContents({ objects }: Catalog, session: Connection): Promise<Contents> {
  const asked = [...objects.values()].flatMap(({ id, kind, schema, name }) => {
    const from = `FROM ${qualified(schema, name)}`;
    if (kind === 'table') return [{ id, query: `SELECT pg_catalog.count(*)::text ${from}` }];
    return kind === 'sequence' ? [{ id, query: `SELECT last_value || ' ' || is_called ${from}` }] : [];
  });
  if (asked.length === 0) return new Map();
  const results = await session.query(asked.map(({ query }) => query).join(';\n'));
  return new Map(asked.map(({ id }, at) => [id, results[at]?.[0]?.[0] ?? '']));
}
