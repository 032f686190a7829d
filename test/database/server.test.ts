import assert from 'node:assert/strict';
import { Client } from 'pg';
import { dumpSchema } from '../support/pg_dump';
import { startPostgres } from '../support/postgres';
import { expectSameSchema, normalizeDump } from '../support/same-schema';
import { majors, sharedPostgres } from '../support/shared-postgres';

for (const major of majors) {
  describe(`the test house on PostgreSQL ${major}`, function () {
    it('makes databases, runs SQL in them and removes them', async () => {
      const server = await sharedPostgres(major);
      assert.equal(Number.parseInt(server.version, 10), major);
      const database = await server.createDatabase('create table a (id int); insert into a values (1), (2)');
      assert.deepEqual(await database.query('select id from a order by id'), [{ id: 1 }, { id: 2 }]);
      await database.drop();
      const maintenance = await server.createDatabase();
      const left = await maintenance.query('select from pg_database where datname = $1', [database.name]);
      assert.equal(left.length, 0);
      await maintenance.drop();
    });

    it('dumps a schema that builds the same schema again', async () => {
      const server = await sharedPostgres(major);
      const source = await server.createDatabase(SCHEMA);
      const dump = await dumpSchema(source.url);
      // pg_dump 18 sets it for the sake of restoring; older servers don't know it.
      const copy = await server.createDatabase(dump.replace('SET transaction_timeout = 0;', ''));
      await expectSameSchema(source.url, copy.url);
      assert.ok((await normalizeDump(dump)).length > 8);
      await source.drop();
      await copy.drop();
    });

    it('sees a difference, and names the statements of each side', async () => {
      const server = await sharedPostgres(major);
      const a = await server.createDatabase('create table t (id int, name text); create index by_name on t (name)');
      const b = await server.createDatabase('create table t (name text, id bigint)');
      await assert.rejects(expectSameSchema(a.url, b.url), (error: Error) => {
        assert.match(error.message, /Only in test_\w+ \(2\):/);
        assert.match(error.message, /CREATE INDEX by_name ON public\.t/);
        assert.match(error.message, /id bigint/);
        return true;
      });
      await a.drop();
      await b.drop();
    });

    it('takes the order of columns for no difference', async () => {
      const server = await sharedPostgres(major);
      const a = await server.createDatabase(
        'create table t (id int default 1, name numeric(10,2), "w,(ä" text default \'x,y\')',
      );
      const b = await server.createDatabase(
        'create table t ("w,(ä" text default \'x,y\', name numeric(10,2), id int default 1)',
      );
      await expectSameSchema(a.url, b.url);
      await a.drop();
      await b.drop();
    });

    it('says what pg_dump said when it fails', async () => {
      const server = await sharedPostgres(major);
      await assert.rejects(dumpSchema(server.urlOf('not_there')), /database "not_there" does not exist/);
    });

    it('starts a server of its own with a password and TLS', async () => {
      const server = await startPostgres(major, { password: "it's: a secret/", tls: true });
      try {
        assert.match(await dumpSchema(server.url), /PostgreSQL database dump complete/);
        await assert.rejects(
          dumpSchema(server.urlOf('postgres', { user: 'postgres', password: 'wrong' })),
          /password authentication failed/,
        );
        const client = new Client({ connectionString: server.url, ssl: { ca: server.certificate } });
        await client.connect();
        const { rows } = await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
        assert.deepEqual(rows, [{ ssl: true }]);
        await client.end();
        await assert.rejects(
          new Client({ connectionString: server.url, ssl: true }).connect(),
          /self-signed certificate/,
        );
      } finally {
        await server.stop();
      }
    });
  });
}

const SCHEMA = `
  create schema app;
  create type app.mood as enum ('sad', 'happy; or not');
  create table app.people (id bigint generated always as identity primary key, mood app.mood not null default 'sad', name text);
  create index on app.people (lower(name)) where mood = 'happy; or not';
  create table app.events (at timestamptz not null, what jsonb) partition by range (at);
  create table app.events_2026 partition of app.events for values from ('2026-01-01') to ('2027-01-01');
  create view app.happy as select id, name from app.people where mood <> 'sad';
  create function app.twice(n int) returns int language plpgsql as $$
  begin
    -- a comment; with a semicolon, and an umlaut: ä
    return n * 2;
  end $$;
  create function app.thrice(n int) returns int begin atomic select n; select n * 3; end;
  alter table app.people enable row level security;
  create policy own on app.people using (name = current_user);
  comment on table app.people is 'who''s there; ä';
  grant select on app.people to public;
`;
