import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import type { Catalog } from '../../../src/engine/model';
import { EVERYTHING, narrow, sharedScope, type Scope } from '../../../src/engine/scope';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';
import { scriptFor } from './script';

/** What every Supabase project has, in small. */
const SUPABASE = `
  create schema auth;
  create schema storage;
  create schema extensions;
  create schema vault;
  create table auth.users (id uuid primary key);
  create function auth.uid() returns uuid language sql stable as $$ select null::uuid $$;
  create table storage.objects (id uuid primary key);
  create extension hstore schema extensions;
  create table vault.secrets (secret text);
  create function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql as $$ begin end $$;
  create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
  create table public.profile (id uuid primary key references auth.users, settings extensions.hstore);
  alter table public.profile enable row level security;
  create policy own on public.profile using (id = auth.uid());
`;

const ROLES = ['anon', 'authenticated', 'service_role'];

function ids({ objects }: Catalog): string[] {
  return [...objects.keys()];
}

function schemasOf(catalog: Catalog): string[] {
  return ids(catalog)
    .filter((id) => id.startsWith('schema:'))
    .sort();
}

function scope(parts: Partial<Scope>): Scope {
  return { ...EVERYTHING, ...parts };
}

for (const major of majors) {
  describe(`what is compared, on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    const made: string[] = [];

    before(async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      for (const role of ROLES) {
        const [known = []] = await connection.query(`select from pg_roles where rolname = '${role}'`);
        if (known.length > 0) continue;
        await connection.query(`create role ${role}`);
        made.push(role);
      }
      await databases.close();
    });
    afterEach(() => databases.close());
    after(async () => {
      const { connection } = await databases.open(await sharedPostgres(major), '');
      for (const role of made) await connection.query(`drop role ${role}`);
      await databases.close();
    });

    it('has no history of migrations, unless the preset is none', async () => {
      const { catalog } = await databases.open(
        await sharedPostgres(major),
        `CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text);
         CREATE TABLE _prisma_migrations (id int PRIMARY KEY); CREATE TABLE mine (_prisma_migrations text);`,
      );
      const whole = await catalog();
      const visible = narrow(whole, EVERYTHING);
      assert.deepEqual(
        [...visible.objects.keys()].filter((id) => /migrations|mine/.test(id)),
        ['table:public.mine', 'column:public.mine._prisma_migrations'],
      );
      assert.ok(visible.leftOut.some(({ reason }) => reason === 'histories of migrations'));
      const all = narrow(whole, { ...EVERYTHING, preset: 'none' });
      assert.ok(all.objects.has('table:public._prisma_migrations'));
    });

    it("is everything but Supabase's own schemas in a database of Supabase's, and the result says so", async () => {
      const { catalog } = await databases.open(await sharedPostgres(major), SUPABASE);
      const whole = await catalog();
      for (const preset of ['auto', 'supabase'] as const) {
        const narrowed = narrow(whole, scope({ preset, roles: true }));
        assert.deepEqual(schemasOf(narrowed), ['schema:public']);
        assert.ok(narrowed.objects.has('policy:public.profile.own'));
        assert.ok(!narrowed.objects.has('event_trigger:pgrst_ddl_watch'));
        assert.ok(narrowed.objects.has('constraint:public.profile.profile_id_fkey'));
        for (const schema of ['auth', 'storage', 'extensions', 'vault'])
          assert.ok(!narrowed.objects.has(`schema:${schema}`));
        const own = narrowed.leftOut.find(({ reason }) => reason === "Supabase's own schemas");
        assert.ok(own?.examples.includes('schema:auth'), JSON.stringify(narrowed.leftOut));
        const total = narrowed.leftOut.reduce((sum, { count }) => sum + count, 0);
        assert.equal(total + narrowed.objects.size, whole.objects.size);
      }
    });

    it("leaves Supabase's own schemas out of both sides where one is Supabase's", async () => {
      const server = await sharedPostgres(major);
      const read = async (sql: string): Promise<Catalog> => (await databases.open(server, sql)).catalog();
      const supabase = await read(SUPABASE);
      const plain = await read('create schema auth; create table auth.session (id uuid primary key)');
      const shared = sharedScope(EVERYTHING, [supabase, plain]);
      assert.ok(!narrow(plain, shared).objects.has('table:auth.session'));
      assert.equal(sharedScope(EVERYTHING, [plain]).preset, 'none');
      assert.equal(sharedScope({ ...EVERYTHING, preset: 'none' }, [supabase]).preset, 'none');
    });

    it('is everything when no preset is wanted', async () => {
      const { catalog } = await databases.open(await sharedPostgres(major), SUPABASE);
      const whole = await catalog();
      const narrowed = narrow(whole, scope({ preset: 'none', roles: true }));
      assert.deepEqual(ids(narrowed), ids(whole));
      assert.deepEqual(narrowed.leftOut, []);
      assert.ok(narrowed.objects.has('table:auth.users'));
    });

    it("is a plain database's own auth schema, though the server knows Supabase's roles", async () => {
      const { catalog } = await databases.open(
        await sharedPostgres(major),
        'create schema auth; create table auth.session (id uuid primary key)',
      );
      const narrowed = narrow(await catalog(), EVERYTHING);
      assert.ok(narrowed.objects.has('table:auth.session'));
      assert.deepEqual(narrowed.leftOut, []);
    });

    it('keeps what depends on what is left out: its differences are planned all the same', async () => {
      const server = await sharedPostgres(major);
      const source = await databases.open(server, SUPABASE);
      const target = await databases.open(server, SUPABASE.replace(/create table public[^]*$/, ''));
      const drift = compare(narrow(await source.catalog(), EVERYTHING), narrow(await target.catalog(), EVERYTHING));
      assert.deepEqual(
        drift.differences.map(({ id }) => id),
        ['table:public.profile'],
      );
      await target.run(scriptFor(drift));
      assert.deepEqual(compare(await source.catalog(), await target.catalog()).differences, []);
    });

    describe('by filters', function () {
      const SOURCE = `
        create schema a; create schema b;
        create table a.kept (id integer primary key, name text);
        create index kept_name on a.kept (name);
        create table a.tmp_one (id integer primary key);
        create table b.other (id integer);
        comment on table a.kept is 'here';
        grant select on a.kept to public;
        create view a.over as select id from a.kept;
      `;
      const TARGET = 'create schema a; create schema b; create table a.kept (id integer primary key);';

      async function drifted(parts: Partial<Scope>) {
        const server = await sharedPostgres(major);
        const [source, target] = [await databases.open(server, SOURCE), await databases.open(server, TARGET)];
        const catalogs = [await source.catalog(), await target.catalog()] as const;
        const drift = compare(narrow(catalogs[0], scope(parts)), narrow(catalogs[1], scope(parts)));
        return { drift, target, found: drift.differences.map(({ id }) => id), all: compare(...catalogs) };
      }

      it('is only the schemas that are named', async () => {
        const { drift, found, target } = await drifted({ schemas: ['b'] });
        assert.deepEqual(found, ['table:b.other']);
        const script = scriptFor(drift);
        assert.match(script, /CREATE TABLE b\.other/);
        assert.doesNotMatch(script, /\ba\.kept\b/);
        await target.run(script);
        assert.ok(drift.source.leftOut.some(({ reason, count }) => reason === 'other schemas' && count > 0));
      });

      it('is nothing that a pattern excludes, nor its parts', async () => {
        const { drift, found } = await drifted({ exclude: ['a.tmp_*', 'table:b.*', 'view:*'] });
        assert.deepEqual(found.sort(), ['column:a.kept.name', 'index:a.kept_name', 'table:a.kept']);
        assert.doesNotMatch(scriptFor(drift), /tmp_one|b\.other|VIEW/);
        const left = drift.source.leftOut.find(({ reason }) => reason === 'excluded by pattern');
        assert.ok(left?.examples.includes('table:a.tmp_one'), JSON.stringify(drift.source.leftOut));
      });

      it('is no attribute that is to be ignored: not in the differences, not in the script', async () => {
        const { drift, found, all } = await drifted({ ignore: ['comment', 'grants', 'owner'] });
        const changed = all.differences.find(({ id }) => id === 'table:a.kept');
        assert.deepEqual(changed?.changes.map(({ attribute }) => attribute).sort(), ['comment', 'grants']);
        assert.ok(!found.includes('table:a.kept'));
        assert.doesNotMatch(scriptFor(drift), /COMMENT ON|GRANT|OWNER TO/);
      });
    });
  });
}
