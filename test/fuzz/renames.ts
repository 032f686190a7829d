import type { Catalog, Rename } from '../../src/engine/model';
import { type AddressedCatalog, readAddressedCatalog } from '../../src/engine/read';
import { acceptRenames, RenameRefused } from '../../src/engine/renames/accept';
import { connect } from '../../src/environments/connection';
import type { Connection } from '../../src/environments/session';
import type { Pair } from '../corpus/pair';
import type { PostgresServer } from '../support/database-server';

/** The pair with the renames that its second schema came by, as far as they can be said in both directions. */
export async function withRenamesSaid(pair: Pair, server: PostgresServer): Promise<Pair> {
  const changes = pair.newRows.slice(pair.rows.length);
  if (changes === '') return pair;
  const old = await inDatabase(pair.old, pair.rows, server, async (connection) => readAddressedCatalog(connection));
  return inDatabase(pair.new, pair.rows, server, async (connection) => {
    const before = await readAddressedCatalog(connection);
    await connection.query(changes);
    const after = await readAddressedCatalog(connection);
    const [addresses = []] = await connection.query(ADDRESSES);
    const renames = addresses.flatMap(([classid, oid, sub]) =>
      renameAt(before, after, [classid ?? '', oid ?? '', sub ?? '']),
    );
    const s = sayable(renames, old.catalog, after.catalog);
    return { ...pair, renames: s };
  });
}

const ADDRESSES = ['class', 'constraint', 'type', 'proc', 'trigger', 'policy', 'namespace']
  .map((catalog) => `SELECT tableoid, oid, 0 FROM pg_catalog.pg_${catalog} WHERE oid >= 16384`)
  .concat("SELECT 'pg_class'::regclass::oid, attrelid, attnum FROM pg_catalog.pg_attribute WHERE attrelid >= 16384")
  .join(' UNION ALL ');

/** What has another name of its own, not that of what it is in. */
function renameAt(
  before: AddressedCatalog,
  after: AddressedCatalog,
  [classid, oid, sub]: readonly [string, string, string],
): Rename[] {
  const [from, to] = [before.idAt(classid, oid, sub), after.idAt(classid, oid, sub)];
  if (from === undefined || to === undefined) return [];
  const isNamed = before.catalog.objects.get(from)?.name !== after.catalog.objects.get(to)?.name;
  return isNamed ? [{ from, to }] : [];
}

function sayable(renames: readonly Rename[], old: Catalog, renamed: Catalog): readonly Rename[] {
  const said: Rename[] = [];
  for (const rename of renames) {
    const more = [...said, rename];
    const back = more.map(({ from, to }) => ({ from: to, to: from }));
    if (isAccepted(renamed, old, more) && isAccepted(old, renamed, back)) said.push(rename);
  }
  return said;
}

function isAccepted(source: Catalog, target: Catalog, renames: readonly Rename[]): boolean {
  try {
    acceptRenames(source, target, renames);
    return true;
  } catch (error) {
    if (error instanceof RenameRefused) return false;
    throw error;
  }
}

async function inDatabase<T>(
  schema: string,
  rows: string,
  server: PostgresServer,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const database = await server.createDatabase(schema);
  try {
    if (rows !== '') await database.query(rows);
    const connection = await connect(
      { name: database.name, kind: 'database', protected: false, location: { url: database.url } },
      { readOnly: false, workspace: __dirname },
    );
    try {
      return await use(connection);
    } finally {
      await connection.close();
    }
  } finally {
    await database.drop();
  }
}
