import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { readCatalog } from '../../../src/engine/read';
import { connect } from '../../../src/environments/connection';
import { recordingProxy } from '../environments/recording-proxy';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

const SCHEMA = `
  create schema app;
  create type app.mood as enum ('sad', 'happy');
  create table app.people (id bigint generated always as identity primary key, mood app.mood default 'sad', name text);
  create index people_name on app.people (lower(name));
  create view app.happy as select id, name from app.people where mood = 'happy';
  create function app.twice(n integer) returns integer language sql as $$ select n * 2 $$;
  alter table app.people enable row level security;
  create policy own on app.people using (name = current_user);
`;

for (const major of majors) {
  describe(`reading a schema on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    it('takes one message after connecting, whatever the size of the schema', async () => {
      const { url } = await databases.open(await sharedPostgres(major), SCHEMA);
      const proxy = await recordingProxy(url);
      databases.atEnd(() => proxy.close());
      const connection = await connect(
        { name: 'dev', kind: 'database', protected: false, location: { url: proxy.url } },
        { readOnly: true, workspace: __dirname },
      );
      databases.atEnd(() => connection.close());
      const before = proxy.sent.length;
      const catalog = await readCatalog(connection);
      assert.deepEqual(proxy.sent.slice(before), ['Q']);
      assert.ok(catalog.objects.has('column:app.people.mood'));
    });

    it('leaves the session as it was: no transaction, the same search path', async () => {
      const { connection, catalog } = await databases.open(await sharedPostgres(major), SCHEMA);
      const state = "select current_setting('search_path'), now() = statement_timestamp()";
      const [before] = await connection.query(state);
      await catalog();
      const [after] = await connection.query(state);
      assert.deepEqual(after, before);
      assert.equal(after?.[0]?.[1], 't');
    });

    it('gives the same catalog twice, whatever the search path', async () => {
      const { connection, catalog } = await databases.open(await sharedPostgres(major), SCHEMA);
      const first = await catalog();
      await connection.query('set search_path = app, public');
      assert.deepEqual(await catalog(), first);
    });

    it('leaves out temporary tables and what extensions bring along', async () => {
      const { connection, catalog } = await databases.open(
        await sharedPostgres(major),
        'create extension hstore; create extension pg_trgm;',
      );
      await connection.query('create temporary table scratch (id serial primary key)');
      const { objects } = await catalog();
      assert.deepEqual([...objects.keys()].sort(), ['extension:hstore', 'extension:pg_trgm', 'schema:public']);
    });

    it('names every kind of object as the identities promise', async () => {
      const { catalog } = await databases.open(
        await sharedPostgres(major),
        `${SCHEMA} create table "a.b" ("c d" integer, constraint "e""f" check ("c d" > 0));
         create function app.twice(n text, variadic rest integer[]) returns text language sql as $$ select n $$;`,
      );
      const { objects } = await catalog();
      for (const id of [
        'schema:app',
        'enum:app.mood',
        'table:app.people',
        'column:app.people.id',
        'sequence:app.people_id_seq',
        'constraint:app.people.people_pkey',
        'index:app.people_name',
        'view:app.happy',
        'function:app.twice(integer)',
        'function:app.twice(text, integer[])',
        'policy:app.people.own',
        'table:public."a.b"',
        'column:public."a.b"."c d"',
        'constraint:public."a.b"."e""f"',
      ]) {
        assert.ok(objects.has(id), `${id} is not among\n${[...objects.keys()].join('\n')}`);
      }
    });

    it('shows no drift between a schema and itself', async () => {
      const server = await sharedPostgres(major);
      const a = await databases.open(server, SCHEMA);
      const b = await databases.open(server, SCHEMA);
      assert.deepEqual(compare(await a.catalog(), await b.catalog()).differences, []);
    });
  });
}
