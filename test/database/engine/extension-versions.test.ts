import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { plan } from '../../../src/engine/plan';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';
import { textOf } from './script';

// pg_dump says no versions, so that no pair of the corpus can be about them.
for (const major of majors) {
  describe(`versions of extensions on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function turn(from: string, to: string): Promise<string> {
      const server = await sharedPostgres(major);
      const [source, target] = [await databases.open(server, to), await databases.open(server, from)];
      const drift = compare(await source.catalog(), await target.catalog());
      const script = textOf(drift, plan(drift));
      await target.run(script);
      assert.deepEqual(compare(await source.catalog(), await target.catalog()).differences, []);
      return script;
    }

    it('that the server offers by itself stay open', async () => {
      assert.match(await turn('', 'create extension hstore'), /EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;/);
    });

    it('that it does not are created as such and updated', async () => {
      await turn('', `create extension citext version '1.5'`);
      await turn(`create extension pg_trgm version '1.4'`, `create extension pg_trgm version '1.5'`);
    });

    it('that are older mean to drop and create, while nothing uses the extension', async () => {
      const script = await turn(`create extension pg_trgm version '1.5'`, `create extension pg_trgm version '1.4'`);
      assert.match(script, /DROP EXTENSION pg_trgm;/);
    });

    it('that are older are asked for by UPDATE where something uses the extension, and PostgreSQL decides', async () => {
      const columns = 'create table t (a citext)';
      const server = await sharedPostgres(major);
      const source = await databases.open(server, `create extension citext version '1.5'; ${columns}`);
      const target = await databases.open(server, `create extension citext; ${columns}`);
      const drift = compare(await source.catalog(), await target.catalog());
      await assert.rejects(target.run(textOf(drift, plan(drift))), /has no update path/);
    });
  });
}
