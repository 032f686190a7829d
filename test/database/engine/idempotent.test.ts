import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import type { Plan } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { acceptRenames } from '../../../src/engine/renames/accept';
import { renderMigration, renderScript } from '../../../src/engine/render/migration';
import { expectSameSchema } from '../../support/same-schema';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

const OPTIONS = { source: 'source', target: 'target', date: new Date(0), version: '0.0.0' };

const OLD = `
  create type status as enum ('open', 'done');
  create table task (id integer primary key, state status, note text, days integer);
  create index task_note on task (note);
  create view open_task as select id, days from task where state = 'open';
  create function old() returns integer language sql as 'select 1';
  create table visit (task integer);
  insert into task select n, 'open', 'n', n from generate_series(1, 5) n;
`;

const NEW = `
  create schema app;
  create type status as enum ('open', 'held', 'done');
  create domain price as text check (value <> '$$');
  create sequence ticket;
  create table task (id integer primary key, state status, days bigint, title text, check (days > 0));
  create table app.audit (task integer);
  create index task_title on task (title);
  create view open_task as select id, days from task where state = 'open';
  create materialized view totals as select count(*) from task;
  create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger stamped before update on task for each row execute function stamp();
  create policy everybody on task using (true);
  create table visit (task integer not null);
`;

/** How statements begin that can run again as they are. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  'schema:app': /^CREATE SCHEMA IF NOT EXISTS app$/,
  'enum:public.status': /^ALTER TYPE public\.status ADD VALUE IF NOT EXISTS 'held' AFTER 'open'$/,
  'sequence:public.ticket': /^CREATE SEQUENCE IF NOT EXISTS public\.ticket$/,
  'table:app.audit': /^CREATE TABLE IF NOT EXISTS app\.audit/,
  'column:public.task.title': /^ALTER TABLE public\.task ADD COLUMN IF NOT EXISTS title text$/,
  'column:public.task.note': /^ALTER TABLE IF EXISTS public\.task DROP COLUMN IF EXISTS note$/,
  'column:public.visit.task': /^ALTER TABLE public\.visit ALTER COLUMN task SET NOT NULL$/,
  'index:public.task_title': /^CREATE INDEX IF NOT EXISTS task_title ON/,
  'index:public.task_note': /^DROP INDEX IF EXISTS public\.task_note$/,
  'materialized_view:public.totals': /^CREATE MATERIALIZED VIEW IF NOT EXISTS public\.totals AS/,
  'function:public.stamp()': /^CREATE OR REPLACE FUNCTION public\.stamp\(\)/,
  'function:public.old()': /^DROP FUNCTION IF EXISTS public\.old\(\)$/,
  'trigger:public.task.stamped': /^CREATE OR REPLACE TRIGGER stamped/,
  'policy:public.task.everybody': /^DROP POLICY IF EXISTS everybody ON public\.task;CREATE POLICY everybody ON/,
};

/** What has to ask first, and for what. */
const ASKING: Readonly<Record<string, RegExp>> = {
  'domain:public.price':
    /^DO \$do\$\nBEGIN\n {2}IF NOT EXISTS \(SELECT FROM pg_catalog\.pg_type [^\n]+ THEN\n {4}CREATE DOMAIN/,
  'constraint:public.task.task_days_check':
    /^DO \$\$\nBEGIN\n {2}IF NOT EXISTS \(SELECT FROM pg_catalog\.pg_constraint/,
  'column:public.task.days':
    /^DO \$\$\nBEGIN\n {2}IF NOT EXISTS [^\n]+= 'bigint'[^\n]+ THEN\n {4}ALTER TABLE public\.task/,
  // While the column has its old type; then it is there again.
  'view:public.open_task':
    /^DO \$\$\nBEGIN\n {2}IF NOT EXISTS [^\n]+= 'bigint'[^\n]+ THEN\n {4}DROP VIEW IF EXISTS public\.open_task;[\s\S]+;CREATE OR REPLACE VIEW/,
};

for (const major of majors) {
  describe(`the idempotent strategy on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function sides(oldSql = OLD, newSql = NEW) {
      return databases.drifting(await sharedPostgres(major), oldSql, newSql);
    }

    it('writes what people would write, and asks before the rest', async () => {
      const { drift } = await sides();
      const statements = byObject(plan(drift, { strategy: 'idempotent' }));
      for (const [object, pattern] of Object.entries({ ...PLAIN, ...ASKING }))
        assert.match(statements.get(object) ?? `nothing for ${object}`, pattern);
    });

    it('asks nothing and says no IF EXISTS by another strategy', async () => {
      const { drift } = await sides();
      assert.doesNotMatch(
        [...byObject(plan(drift)).values()].join('\n'),
        /^DO |IF (NOT )?EXISTS|OR REPLACE (VIEW|TRIGGER)/m,
      );
    });

    it('runs again whatever the search path of the session, from wherever it was left', async () => {
      const { source, target, drift } = await sides();
      const files = renderMigration(drift, plan(drift, { strategy: 'idempotent' }), OPTIONS);
      assert.ok(files.length > 1, 'There is one file only');
      await target.connection.run('set search_path = app, public');
      await target.run(files[0] ?? '');
      for (const file of [...files, ...files]) await target.run(file);
      await expectSameSchema(target.url, source.url);
      const [rows] = await target.connection.query('select count(*), sum(days) from public.task');
      assert.deepEqual(rows, [['5', '15']]);
    });

    it('renames once, though something new has the old name', async () => {
      const { source, target } = await sides(
        'create table users (id integer, mail text); insert into users values (1, $$a$$)',
        'create table people (id integer, mail text); create table users (nick text)',
      );
      const wanted = await source.catalog();
      const renamed = acceptRenames(wanted, await target.catalog(), [
        { from: 'table:public.users', to: 'table:public.people' },
      ]);
      const drift = compare(wanted, renamed);
      const script = renderScript(drift, plan(drift, { strategy: 'idempotent' }), OPTIONS);
      await target.run(script);
      await target.run(script);
      await expectSameSchema(target.url, source.url);
      assert.deepEqual(await target.connection.query('select mail from public.people'), [[['a']]]);
    });

    it('refuses to rename in turns', async () => {
      const { source, target } = await sides(
        'create table a (x integer); create table b (y integer)',
        'create table b (x integer); create table a (y integer)',
      );
      const wanted = await source.catalog();
      const renamed = acceptRenames(wanted, await target.catalog(), [
        { from: 'table:public.a', to: 'table:public.b' },
        { from: 'table:public.b', to: 'table:public.a' },
      ]);
      assert.throws(() => plan(compare(wanted, renamed), { strategy: 'idempotent' }), /in turn.*another strategy/);
    });
  });
}

function byObject({ steps }: Plan): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { object, statements } of steps)
    texts.set(object, [...(texts.has(object) ? [texts.get(object)] : []), ...statements].join(';'));
  return texts;
}
