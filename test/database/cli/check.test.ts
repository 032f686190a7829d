import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { checkReportSchema } from '../../../src/reports/check/check';
import type { TestDatabase } from '../../support/database-server';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { makeWorkspace, schemaDrift, type Outcome } from './command-line';

for (const major of majors.slice(-1)) {
  describe(`schema-drift check on PostgreSQL ${major}`, function () {
    this.timeout(60_000);
    let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
    let production: TestDatabase;
    let development: TestDatabase;

    before(async () => {
      workspace = await makeWorkspace();
      const server = await sharedPostgres(major);
      production = await server.createDatabase('CREATE TABLE a (id int); CREATE TABLE "b:%,\n☃" (id int);');
      development = await server.createDatabase('CREATE TABLE a (id bigint);');
      await configure([
        { name: 'same', source: 'production', target: 'production' },
        { name: 'drifted', source: 'production', target: 'development' },
        { name: 'broken', source: 'production', target: 'nowhere' },
      ]);
    });

    after(async () => {
      await workspace.remove();
      await Promise.all([production.drop(), development.drop()]);
    });

    async function configure(comparisons: readonly object[]): Promise<void> {
      const environments = {
        production: { url: production.url },
        development: { url: development.url },
        nowhere: { url: 'postgresql://postgres@127.0.0.1:1/nothing' },
      };
      await writeFile(path.join(workspace.path, 'schema-drift.json'), JSON.stringify({ environments, comparisons }));
    }

    const run = (...args: string[]): Promise<Outcome> => schemaDrift(['check', ...args], { cwd: workspace.path });

    it('tells drift, no drift, and what could not be compared apart', async () => {
      const { code, stdout } = await run('--format', 'json');
      assert.equal(code, 1);
      const [same, drifted, broken] = checkReportSchema.parse(JSON.parse(stdout)).checks;
      assert.deepEqual(same, { name: 'same', findings: [], problem: null });
      assert.deepEqual(
        drifted?.findings.map(({ rule, object }) => [rule, object]),
        [
          ['missing', 'table:public."b:%,\n☃"'],
          ['changed', 'column:public.a.id'],
        ],
      );
      assert.equal(drifted.problem, null);
      assert.deepEqual(broken?.findings, []);
      assert.match(broken.problem ?? '', /nothing answers at 127\.0\.0\.1:1/);
    });

    it('says it to a person', async () => {
      const { code, stdout } = await run();
      assert.equal(code, 1);
      assert.match(stdout, /✓ same {2}nothing found/);
      assert.match(
        stdout,
        /column public\.a\.id differs in development from production: type is bigint, not integer\./,
      );
      assert.match(stdout, /\? broken {2}could not be checked/);
      assert.match(stdout, /3 checks: 2 failed\./);
    });

    it('annotates in GitHub Actions, a line each', async () => {
      const lines = (await run('--format', 'github')).stdout.trimEnd().split('\n');
      assert.equal(lines.length, 3);
      assert.match(lines[0] ?? '', /^::error title=drifted::table public\."b:%25,/);
      assert.match(lines[1] ?? '', /^::error title=drifted::column public\.a\.id differs/);
      assert.match(lines[2] ?? '', /^::error title=broken::.*%0A/);
    });

    it('writes SARIF with a place for every result', async () => {
      const log = JSON.parse((await run('--format', 'sarif')).stdout) as Log;
      const [one] = log.runs;
      assert.deepEqual(
        one?.results?.map((result) => [result.ruleId, result.locations?.[0]?.physicalLocation?.artifactLocation?.uri]),
        [
          ['missing', 'schema-drift.json'],
          ['changed', 'schema-drift.json'],
        ],
      );
      assert.equal(one.invocations?.[0]?.executionSuccessful, false);
    });

    it('writes JUnit XML that can be read again', async () => {
      const { stdout } = await run('--format', 'junit');
      const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name.startsWith('test') });
      const [suites] = (parser.parse(stdout) as { testsuites: [{ testsuite: Record<string, unknown>[] }] }).testsuites;
      assert.deepEqual(
        suites.testsuite.map((suite) => [suite['@_name'], suite['@_tests'], suite['@_failures'], suite['@_errors']]),
        [
          ['same', '1', '0', '0'],
          ['drifted', '2', '2', '0'],
          ['broken', '1', '0', '1'],
        ],
      );
    });

    it('ends with 0 when nothing was found, with 2 when nothing could be compared or there is nothing to do', async () => {
      await configure([{ source: 'production', target: 'production' }]);
      assert.equal((await run()).code, 0);
      await configure([{ source: 'production', target: 'nowhere' }]);
      assert.equal((await run()).code, 2);
      await configure([]);
      const { code, stderr } = await run();
      assert.equal(code, 2);
      assert.match(stderr, /lists no comparisons/);
    });
  });
}
