import assert from 'node:assert/strict';
import type { Drift, Plan } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { renderMigration } from '../../../src/engine/render/migration';
import { MigrationError } from '../../../src/migrations/errors';
import { expectSameSchema } from '../../support/same-schema';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases, type OpenDatabase } from './open-databases';

const OPTIONS = { source: 'source', target: 'target', date: new Date(0), version: '0.0.0' };

const OLD = `
  create table person (id integer not null, name text, mail text, age integer);
  create index person_name on person (name);
  create index person_age on person (age);
  create table visit (person integer, at date);
  insert into person select n, 'n' || n, 'm' || n, n from generate_series(1, 50) n;
  insert into visit select n, current_date from generate_series(1, 50) n;
`;
const NEW = `
  create table person (
    id integer primary key, name text not null, mail text unique, age integer check (age > 0)
  );
  create index person_name on person (lower(name));
  create index person_mail on person (mail, name);
  create table visit (person integer references person, at date not null);
`;

function online(drift: Drift): Plan {
  return plan(drift, { strategy: 'online' });
}

for (const major of majors) {
  describe(`the online strategy on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function sides(oldSql = OLD, newSql = NEW) {
      const server = await sharedPostgres(major);
      return { server, ...(await databases.drifting(server, oldSql, newSql)) };
    }

    it('builds and scans in no transaction, under a lock that lets others read and write', async () => {
      const { source, target, drift } = await sides();
      const { steps } = online(drift);
      for (const { inTransaction, hazards, object } of steps) {
        const codes = hazards.map(({ code }) => code);
        const isLong = codes.some((code) => ['SCANS_TABLE', 'BUILDS_INDEX', 'REWRITES_TABLE'].includes(code));
        assert.ok(!isLong || !inTransaction, `${object} ${codes.join()}`);
        assert.equal(codes.includes('NOT_IN_TRANSACTION'), !inTransaction, object);
      }
      const modes = new Set<string>();
      for (const { statements, inTransaction } of steps) {
        for (const statement of statements) {
          if (inTransaction) await target.connection.run(statement);
          else for (const mode of await locksAskedFor(statement, target, ['person', 'visit'])) modes.add(mode);
        }
      }
      assert.deepEqual([...modes], ['ShareUpdateExclusiveLock']);
      await expectSameSchema(target.url, source.url);
    });

    /** What a statement waits for while somebody holds the weakest lock that it can collide with. */
    async function locksAskedFor(
      statement: string,
      { connection, url }: OpenDatabase,
      tables: readonly string[],
    ): Promise<readonly string[]> {
      const holder = await databases.join(url);
      await holder.run('begin');
      await holder.run(`lock table ${tables.join(', ')} in share update exclusive mode`);
      const done = new AbortController();
      const running = connection.run(statement).finally(() => {
        done.abort();
      });
      let modes: readonly string[] = [];
      while (!done.signal.aborted && modes.length === 0) {
        const [rows = []] = await holder.query(
          `SELECT mode FROM pg_locks WHERE NOT granted AND database =
             (SELECT oid FROM pg_database WHERE datname = current_database()) AND relation IS NOT NULL`,
        );
        modes = rows.flatMap(([mode]) => mode ?? []);
      }
      await holder.run('commit');
      await running;
      return modes;
    }

    it('writes files of which each can be run again after it failed', async () => {
      const { source, target, drift } = await sides();
      await target.run("insert into person values (51, null, 'm50', 51)");
      const files = renderMigration(drift, online(drift), OPTIONS);
      let failures = 0;
      for (const file of files) {
        assert.doesNotMatch(file, /^(BEGIN|COMMIT)/m);
        assert.match(file, /^-- Part \d of \d: run it (in|outside of) a transaction/m);
        await target.run(file).catch(async (error: unknown) => {
          assert.ok(error instanceof MigrationError);
          failures++;
          await target.run("update person set name = 'n', mail = 'm51' where id = 51");
          await target.run(file);
        });
      }
      assert.equal(failures, 1);
      await expectSameSchema(target.url, source.url);
    });

    it('waits for locks for a moment only, and as long as it takes for what blocks nobody', async () => {
      const { drift } = await sides();
      for (const file of renderMigration(drift, online(drift), OPTIONS)) {
        const isTransaction = file.includes('run it in a transaction');
        assert.equal(file.includes("SET lock_timeout = '5s';"), isTransaction);
        assert.equal(file.includes('SET statement_timeout = 0;'), !isTransaction);
        assert.match(file, /RESET lock_timeout;\nRESET statement_timeout;\n$/);
      }
    });

    it('keeps the old index until the new one is there', async () => {
      const { drift } = await sides();
      const statements = online(drift).steps.flatMap((step) => step.statements);
      const place = (pattern: RegExp): number => statements.findIndex((statement) => pattern.test(statement));
      const order = [
        place(/^CREATE INDEX CONCURRENTLY person_name_drift_new /),
        place(/^ALTER INDEX public\.person_name RENAME TO person_name_drift_old$/),
        place(/^ALTER INDEX public\.person_name_drift_new RENAME TO person_name$/),
        place(/^DROP INDEX CONCURRENTLY IF EXISTS public\.person_name_drift_old$/),
      ];
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
      );
      assert.ok(!order.includes(-1), statements.join('\n'));
    });

    it('leaves no invalid index on a partitioned table', async () => {
      const partitioned = `
        create table event (id integer, at date) partition by range (at);
        create table event_1 partition of event for values from ('2024-01-01') to ('2025-01-01');
        create table event_2 partition of event for values from ('2025-01-01') to ('2026-01-01');
      `;
      const { source, target, drift } = await sides(
        partitioned,
        `${partitioned} create index event_id on event (id); alter table event add unique (id, at);`,
      );
      const { steps } = online(drift);
      for (const { statements } of steps) for (const statement of statements) await target.connection.run(statement);
      const built = steps
        .flatMap((step) => step.statements)
        .filter((each) => each.includes('INDEX CONCURRENTLY event'));
      assert.equal(built.length, 4);
      const [rows] = await target.connection.query('SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid');
      assert.deepEqual(rows, []);
      await expectSameSchema(target.url, source.url);
    });

    it('takes no detour for what nobody uses yet', async () => {
      const { drift } = await sides('', NEW);
      assert.deepEqual(online(drift).steps, plan(drift).steps);
    });
  });
}
