import assert from 'node:assert/strict';
import { onlyWhere } from '../../../src/engine/only-where';
import type { Row } from '../../../src/engine/reader';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

/** Values that XML, rows as text, or literals write in a way of their own; two columns of one name. */
const SQL = String.raw`
  SELECT 1 AS a, NULL AS a, '' AS b, 'a,b(c)' AS c, 'say "it", \no' AS d, E'<r>&amp;</r>\r\n\t\x01' AS e, true AS f,
    ARRAY['x y', NULL, '"'] AS g, 'ä€😀' AS h, ' ' AS i, NULL AS j
  UNION ALL SELECT 2, NULL, NULL, NULL, NULL, NULL, false, '{}', '\\', '""', NULL ORDER BY 1`;

for (const major of majors) {
  describe(`a query that runs only where a condition is true, on PostgreSQL ${major}`, () => {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function rowsOf(condition: string, sql: string): Promise<readonly Row[]> {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      const rows: Row[] = [];
      const part = onlyWhere(condition, { sql, take: (row) => rows.push(row) });
      await connection.query(part.sql, (_, row) => {
        part.take(row);
      });
      return rows;
    }

    it('gives the same rows', async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      const [rows] = await connection.query(SQL);
      assert.equal(rows?.length, 2);
      assert.deepEqual(await rowsOf('1 < 2', SQL), rows);
    });

    it('gives none where it is false, and is not even looked at', async () => {
      assert.deepEqual(await rowsOf('1 > 2', 'SELECT no_such_function()'), []);
      await assert.rejects(rowsOf('1 < 2', 'SELECT no_such_function()'), /no_such_function/);
    });
  });
}
