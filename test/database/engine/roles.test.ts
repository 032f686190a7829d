import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import type { Catalog } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { EVERYTHING, narrow } from '../../../src/engine/scope';
import type { PostgresServer } from '../../support/database-server';
import { startPostgres } from '../../support/postgres';
import { expectSameSchema } from '../../support/same-schema';
import { majors } from '../../support/shared-postgres';
import { OpenDatabases, type OpenDatabase } from './open-databases';
import { scriptFor, textOf } from './script';

const withRoles = (catalog: Catalog): Catalog => narrow(catalog, { ...EVERYTHING, roles: true });

/** What PostgreSQL itself says of roles, their memberships and their settings. */
const TRUTH = `
  select json_agg(r order by r.rolname) from (
    select rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
      rolconnlimit, rolvaliduntil, shobj_description(oid, 'pg_authid') as comment
    from pg_roles where rolname !~ '^pg_') r;
  select json_agg(m order by m.role, m.member) from (
    select roleid::regrole::text as role, member::regrole::text as member, to_jsonb(a) - '{oid,roleid,member,grantor}'::text[] as options
    from pg_auth_members a where member::regrole::text !~ '^pg_') m;
  select json_agg(s order by s) from (
    select setrole::regrole::text, setdatabase <> 0 as here, array(select unnest(setconfig) order by 1)
    from pg_db_role_setting) s`;

async function expectSameRoles(a: OpenDatabase, b: OpenDatabase): Promise<void> {
  assert.deepEqual(await a.connection.query(TRUTH), await b.connection.query(TRUTH));
}

const SOURCE = `
  create role reader;
  create role app login createdb connection limit 5 valid until '2030-01-01 00:00:00+00' password 'never-read';
  create role "Odd ""one""" noinherit;
  create role stays nosuperuser bypassrls;
  comment on role reader is 'Reads';
  grant reader to app with admin option;
  grant pg_read_all_data to reader;
  grant stays to "Odd ""one""";
  alter role app set statement_timeout = '5s';
  alter role app set search_path = "$user", public, 'with space';
  alter role app set my.api_key = 'never-read';
  alter role all set lock_timeout = '1s';
  do $$ begin
    execute format('alter role app in database %I set work_mem = ''8MB''', current_database());
    execute format('alter database %I set timezone = ''UTC''', current_database());
  end $$;
  create schema api authorization app;
  create table api.t (id integer);
  alter table api.t owner to reader;
  grant select on api.t to "Odd ""one""" with grant option;
  alter table api.t enable row level security;
  create policy p on api.t to app using (true);
  alter default privileges for role app in schema api grant select on tables to reader;`;

const TARGET = `
  create role gone login;
  create role stays nologin superuser;
  create role helper;
  grant helper to stays;
  alter role stays set statement_timeout = '1s';
  alter role gone set statement_timeout = '1s';
  create schema api authorization gone;
  create table api.t (id integer);
  alter table api.t owner to gone;
  grant select on api.t to helper;
  alter table api.t enable row level security;
  create policy p on api.t to gone, helper using (true);
  create table api.old (id integer);
  alter table api.old owner to helper;
  alter default privileges for role gone grant select on tables to helper;`;

/** Their databases must be gone. */
async function dropRoles(server: PostgresServer): Promise<void> {
  const database = await server.createDatabase();
  try {
    await database.query(`
      alter role all reset all;
      do $$ declare name name; begin
        for name in select rolname from pg_roles where oid >= 16384 loop execute format('drop role %I', name); end loop;
      end $$`);
  } finally {
    await database.drop();
  }
}

for (const major of majors) {
  describe(`roles on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    let one: PostgresServer;
    let other: PostgresServer;

    before(async () => {
      [one, other] = await Promise.all([startPostgres(major), startPostgres(major)]);
    });
    afterEach(async () => {
      await databases.close();
      await Promise.all([one, other].map(dropRoles));
    });
    after(() => Promise.all([one.stop(), other.stop()]));

    it('are left out unless the scope asks for them', async () => {
      const { catalog } = await databases.open(one, SOURCE);
      const objects = [...narrow(await catalog(), EVERYTHING).objects.keys()];
      assert.deepEqual(
        objects.filter((id) => /^(role|database_setting)/.test(id)),
        [],
      );
    });

    for (const direction of ['there', 'back'] as const) {
      it(`are created, changed and dropped with what they own and may use, ${direction}`, async () => {
        const [a, b] = [await databases.open(one, SOURCE), await databases.open(other, TARGET)];
        const [source, target] = direction === 'there' ? [a, b] : [b, a];
        const drift = compare(withRoles(await source.catalog()), withRoles(await target.catalog()));
        const script = scriptFor(drift);
        assert.doesNotMatch(script, /never-read/);
        await target.run(script);
        // The one value that is hidden and so has to be written by a person.
        if (direction === 'there') await target.run(`alter role app set my.api_key = 'never-read'`);
        const left = compare(withRoles(await source.catalog()), withRoles(await target.catalog()));
        assert.deepEqual(left.differences, []);
        await expectSameRoles(source, target);
        await expectSameSchema(source.url, target.url);
      });
    }

    it('come along with a choice that needs them', async () => {
      const [source, target] = [await databases.open(one, SOURCE), await databases.open(other, '')];
      const drift = compare(withRoles(await source.catalog()), withRoles(await target.catalog()));
      const decided = plan(drift, { chosen: new Set(['table:api.t']) });
      assert.deepEqual(
        decided.brought
          .map(({ object }) => object)
          .filter((id) => id.startsWith('role:'))
          .sort(),
        ['role:"Odd ""one"""', 'role:app', 'role:reader'],
      );
      await target.run(textOf(drift, decided));
    });

    it('say what a person has to do: set passwords, look after other databases', async () => {
      const source = await databases.open(one, 'create role new_one login');
      const target = await databases.open(other, 'create role in_use');
      await databases.open(other, 'create table t (id integer); alter table t owner to in_use');
      const drift = compare(withRoles(await source.catalog()), withRoles(await target.catalog()));
      const people = plan(drift).steps.flatMap(({ hazards }) => hazards.filter(({ code }) => code === 'NEEDS_PERSON'));
      assert.deepEqual(people.map(({ object }) => object).sort(), ['role:in_use', 'role:new_one']);
      assert.match(people.find(({ object }) => object === 'role:in_use')?.message ?? '', /^is used by database /);
    });

    it('of Supabase are left out by its preset', async () => {
      const { catalog } = await databases.open(
        one,
        `create role anon; create role authenticator login; create role team;
         grant anon to authenticator; grant team to authenticator; alter role anon set statement_timeout = '3s';`,
      );
      const { objects, leftOut } = narrow(await catalog(), { ...EVERYTHING, preset: 'supabase', roles: true });
      assert.deepEqual(
        [...objects.keys()].filter((id) => id.startsWith('role')),
        ['role:team', 'role_membership:team.authenticator'],
      );
      assert.deepEqual(
        leftOut.map(({ reason, count }) => `${count} ${reason}`),
        ["4 Supabase's own roles"],
      );
    });
  });
}
