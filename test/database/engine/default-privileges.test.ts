import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';
import { scriptFor } from './script';

/** Every Supabase project has such privileges, for three roles. */
const PRIVILEGES = `
  alter default privileges grant select on tables to pg_monitor;
  alter default privileges in schema public grant all on tables to pg_monitor, pg_read_all_data;
  alter default privileges in schema public grant all on functions to pg_monitor;
  alter default privileges in schema public grant select on sequences to pg_monitor with grant option;`;

for (const major of majors) {
  describe(`default privileges on PostgreSQL ${major}`, () => {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function scriptOf(sql: string): Promise<string> {
      const server = await sharedPostgres(major);
      const source = await databases.open(server, `${PRIVILEGES} ${sql}`);
      const target = await databases.open(server, PRIVILEGES);
      return scriptFor(compare(await source.catalog(), await target.catalog()));
    }

    it('give a new object its grants: the migration says nothing of them', async () => {
      const script = await scriptOf(
        'create table note (id int); create function half(n int) returns int language sql as $$ select n / 2 $$; create sequence count;',
      );
      assert.match(script, /CREATE TABLE public\.note/);
      assert.doesNotMatch(script, /GRANT|REVOKE/);
    });

    it('are taken back where an object has less', async () => {
      const script = await scriptOf('create table note (id int); revoke all on note from pg_monitor;');
      assert.match(script, /REVOKE ALL ON TABLE public\.note FROM pg_monitor;/);
      assert.doesNotMatch(script, /GRANT|pg_read_all_data/);
    });
  });
}
