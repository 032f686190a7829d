import assert from 'node:assert/strict';
import { ident, literal } from '../../../src/engine/quote';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

const NAMES = [
  '',
  'Upper',
  'a b',
  'a.b',
  'a"b',
  '""',
  "a'b",
  '1a',
  '_a',
  'a$1',
  '$a',
  'ünï',
  'a-b',
  'a\\b',
  'a\nb',
  '😀',
];

for (const major of majors) {
  describe(`names and texts as PostgreSQL ${major} reads them`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    it('are quoted wherever PostgreSQL itself would', async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      const [keywords = []] = await connection.query('select word, quote_ident(word) from pg_get_keywords()');
      assert.ok(keywords.length > 400);
      for (const [word, quoted] of keywords) {
        assert.ok(
          ident(word ?? '') === quoted || ident(word ?? '') === `"${word ?? ''}"`,
          `${word ?? ''}: ${quoted ?? ''}`,
        );
      }
    });

    it('name what they are to name', async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      const names = NAMES.filter((name) => name !== '');
      const [result] = await connection.run(`select ${names.map((name) => `1 as ${ident(name)}`).join(', ')}`);
      assert.deepEqual(result?.columns, names);
    });

    it('come back as they were, whatever standard_conforming_strings says', async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      for (const setting of ['on', 'off']) {
        await connection.query(`set standard_conforming_strings = ${setting}; set escape_string_warning = off`);
        const [rows = []] = await connection.query(`select ${NAMES.map(literal).join(', ')}`);
        assert.deepEqual(rows[0], NAMES);
      }
    });
  });
}
