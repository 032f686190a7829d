import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verificationReportSchema } from '../../../src/reports/verification-report';
import type { TestDatabase } from '../../support/database-server';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { makeWorkspace, schemaDrift, startSchemaDrift, type Outcome } from './command-line';
import { until } from './until';

for (const major of majors.slice(-1)) {
  describe(`schema-drift verify on PostgreSQL ${major}`, function () {
    this.timeout(60_000);
    let good: TestDatabase;
    let bad: TestDatabase;
    let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

    const verify = async (sql: string, ...args: string[]): Promise<Outcome> => {
      await writeFile(path.join(workspace.path, 'verify.sql'), sql);
      return schemaDrift(['verify', 'verify.sql', ...args], { cwd: workspace.path });
    };

    before(async () => {
      const server = await sharedPostgres(major);
      good = await server.createDatabase(
        "create table a (id int); insert into a values (1), (2); create function grow() returns void language sql as 'insert into a values (3)'",
      );
      bad = await server.createDatabase('create table a (id int)');
      workspace = await makeWorkspace();
    });

    after(async () => {
      await workspace.remove();
      await good.drop();
      await bad.drop();
    });

    it('ends with 0 when all is as expected, and shows what has no expectation', async () => {
      const { code, stdout, stderr } = await verify(
        '-- verify: two rows\n-- expect: 2\nselect count(*) from a;\n-- expect rows: 2\ntable a;\n-- expect no rows\ntable a limit 0;\n-- expect: null\nselect null;\ntable a order by id;',
        '--on',
        good.url,
      );
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /two rows {2}line 3\n {2}✓ \S+ {2}2\n/);
      assert.match(stdout, /· \S+ {2}2 rows\n {6}id\n {6}1\n {6}2\n/);
      assert.match(stdout, /5 queries on 1 environment: 4 as expected, 1 without expectation\./);
    });

    it('ends with 1 when one environment disagrees, and says with what', async () => {
      const { code, stdout } = await verify('-- expect: 2\nselect count(*) from a', '--on', `${good.url},${bad.url}`);
      assert.equal(code, 1);
      assert.match(stdout, /✓ \S+ {2}2\n/);
      assert.match(stdout, /✗ \S+ {2}expected 2, got 0\n/);
    });

    it('prints JSON as its schema says', async () => {
      const { code, stdout } = await verify(
        '-- verify: count\n-- expect: 2\nselect count(*) from a; select 1/0',
        ...['--on', good.url, '--on', bad.url, '--format', 'json'],
      );
      assert.equal(code, 1);
      const report = verificationReportSchema.parse(JSON.parse(stdout));
      assert.deepEqual(report.summary, { passed: 1, failed: 1, shown: 0, error: 2 });
      assert.deepEqual(
        report.checks.map(({ title, line, expected, results }) => [
          title,
          line,
          expected,
          results.map((each) => each.actual),
        ]),
        [
          ['count', 3, '2', ['2', '0']],
          ['select 1/0', 3, null, ['division by zero', 'division by zero']],
        ],
      );
    });

    it('ends with 2 when a query cannot be run, after the others', async () => {
      const { code, stdout, stderr } = await verify('select * from nowhere;\n-- expect: 1\nselect 1', '--on', good.url);
      assert.equal(code, 2);
      assert.match(stdout, /✗ \S+ {2}could not be run: relation "nowhere" does not exist/);
      assert.match(stdout, /✓ \S+ {2}1/);
      assert.match(stderr, /1 of the queries could not be run/);
    });

    it('ends with 2 when an environment cannot be asked, and shows the answers of the others', async () => {
      const { code, stdout, stderr } = await verify(
        '-- expect: 1\nselect 1',
        ...['--on', `${good.url},postgresql://me:secret77@127.0.0.1:1/gone`],
      );
      assert.equal(code, 2);
      assert.match(stdout, /✓ \S+ {2}1\n/);
      assert.match(stdout, /no query could be run/);
      assert.match(stderr, /127\.0\.0\.1/);
      assert.doesNotMatch(stdout + stderr, /secret77/);
    });

    it('writes nothing, whatever a query calls or sets', async () => {
      const { code, stdout } = await verify(
        "select set_config('default_transaction_read_only', 'off', false);\nselect set_config('transaction_read_only', 'off', false);\nselect grow();",
        '--on',
        good.url,
      );
      assert.equal(code, 2);
      assert.match(stdout, /cannot execute INSERT in a read-only transaction/);
      assert.deepEqual(await good.query('select count(*)::int as count from a'), [{ count: 2 }]);
    });

    it('runs nothing of a file with a statement that is no query', async () => {
      const { code, stdout, stderr } = await verify('select 1;\ninsert into a values (9);', '--on', good.url);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /Line 2: only queries/);
    });

    it('gives a query no more time than was allowed', async () => {
      const { code, stdout } = await verify('select pg_sleep(600)', '--on', good.url, '--timeout', '0.2');
      assert.equal(code, 2);
      assert.match(stdout, /statement timeout/);
    });

    it('is cancelled by an interrupt, and ends its query', async () => {
      await writeFile(path.join(workspace.path, 'slow.sql'), '-- expect: 1\nselect 1; select pg_sleep(600)');
      const running = await startSchemaDrift(['verify', 'slow.sql', '--on', good.url, '--timeout', '600'], {
        cwd: workspace.path,
      });
      const sleeping = async (): Promise<boolean> =>
        (await good.query("select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"))
          .length === 1;
      await until(sleeping);
      running.process.kill('SIGINT');
      const { code, stdout, stderr } = await running.outcome;
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /cancelled/);
      await until(async () => !(await sleeping()));
    });

    it('does not take an empty file for success', async () => {
      const { code, stderr } = await verify('-- nothing\n', '--on', good.url);
      assert.equal(code, 2);
      assert.match(stderr, /holds no query/);
    });
  });
}
