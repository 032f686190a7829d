import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

const SCHEMA = `
  create table note (id integer primary key, owner text);
  alter table note enable row level security;
  create policy own on note using (owner = current_user);
`;

/** A role that may connect and read what everybody may read. */
const READER = 'engine_catalog_reader';

for (const major of majors) {
  describe(`a role that may not read everything on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    before(async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      await connection.query(
        `do $$ begin if to_regrole('${READER}') is null then create role ${READER} login; end if; end $$`,
      );
      await databases.close();
    });
    afterEach(() => databases.close());
    after(async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      await connection.query(`drop role ${READER}`);
      await databases.close();
    });

    it('gets a catalog that says which kinds it lacks, and has all others', async () => {
      const { catalog } = await databases.open(
        await sharedPostgres(major),
        `${SCHEMA} revoke select on pg_catalog.pg_policy from public;`,
        READER,
      );
      const { objects, notRead } = await catalog();
      assert.ok(objects.has('column:public.note.owner'));
      assert.ok(objects.has('constraint:public.note.note_pkey'));
      assert.deepEqual(
        notRead.map(({ kind }) => kind),
        ['policy'],
      );
      assert.match(notRead[0]?.reason ?? '', /permission denied .*pg_policy/);
    });

    it('is told nothing about objects that one side could not read', async () => {
      const server = await sharedPostgres(major);
      const whole = await databases.open(server, SCHEMA);
      const lacking = await databases.open(
        server,
        `${SCHEMA} create table more (); revoke select on pg_catalog.pg_policy from public;`,
        READER,
      );
      const [all, some] = [await whole.catalog(), await lacking.catalog()];
      for (const { differences } of [compare(all, some), compare(some, all)]) {
        assert.deepEqual(
          differences.map(({ id }) => id),
          // That the grant was taken away is a difference of its own.
          ['predefined_object:TABLE pg_catalog.pg_policy', 'table:public.more'],
        );
      }
    });

    it('reads all others where no text may run as a query, which takes one to read subscriptions', async () => {
      const { catalog } = await databases.open(
        await sharedPostgres(major),
        `${SCHEMA} create domain score as integer check (value > 0);
         revoke execute on function pg_catalog.query_to_xml from public;`,
        READER,
      );
      const { objects, notRead } = await catalog();
      assert.deepEqual(
        notRead.map(({ kind }) => kind),
        ['subscription'],
      );
      assert.ok(objects.has('domain:public.score'));
    });

    it('reads everything when nothing was taken away', async () => {
      const { catalog } = await databases.open(await sharedPostgres(major), SCHEMA, READER);
      const { objects, notRead } = await catalog();
      assert.deepEqual(notRead, []);
      assert.ok(objects.has('policy:public.note.own'));
    });
  });
}
