import assert from 'node:assert/strict';
import { makeWorkspace, schemaDrift } from './command-line';

describe('calling schema-drift', function () {
  this.timeout(20_000);
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

  before(async () => {
    workspace = await makeWorkspace();
  });

  after(() => workspace.remove());

  for (const args of [
    [],
    ['dif'],
    ['diff'],
    ['diff', '--source', 'a'],
    ['diff', '--source', 'a', '--target', 'b', '--format', 'yaml'],
    ['diff', '--source', 'a', '--target', 'b', '--ignore', 'owner,colour'],
    ['diff', '--source', 'a', '--target', 'b', '--colour'],
    ['diff', '--source', 'a', '--target', 'b', '--online', '--idempotent'],
    ['diff', '--source', 'a', '--target', 'b', 'c'],
    ['migrate', '--source', 'a', '--target', 'b'],
    ['apply', '--target', 'a'],
    ['snapshot', '--of', 'a'],
    ['verify', 'a.sql', '--on', ''],
    ['verify', 'a.sql', '--on', 'a', '--timeout', 'soon'],
  ])
    it(`wrongly ends with 2 and a reason: ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await schemaDrift(args, { cwd: workspace.path });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.notEqual(stderr, '');
    });

  for (const args of [['--help'], ['diff', '--help'], ['--version']])
    it(`for help prints it: ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await schemaDrift(args, { cwd: workspace.path });
      assert.equal(code, 0);
      assert.match(stdout, /schema-drift|\d+\.\d+\.\d+/);
      assert.equal(stderr, '');
    });

  for (const [what, args, reason] of [
    ['an environment that nobody knows', ['diff', '--source', 'nowhere', '--target', 'nowhere'], /nowhere/],
    [
      'a server that does not answer',
      ['diff', '--source', 'postgresql://me:secret77@127.0.0.1:1/a', '--target', 'postgresql://127.0.0.1:1/b'],
      /127\.0\.0\.1/,
    ],
    ['a snapshot that is not there', ['diff', '--source', 'snapshot:a.json', '--target', 'snapshot:b.json'], /a\.json/],
    [
      'a file that is not there',
      ['verify', 'missing.sql', '--on', 'postgresql://127.0.0.1:1/a'],
      /missing\.sql.*not exist/,
    ],
    ['a file as the target of a migration', ['apply', '--target', 'sql:a.sql', 'b.sql'], /no database/],
  ] as const)
    it(`ends with 2 for ${what}, and prints no result`, async () => {
      const { code, stdout, stderr } = await schemaDrift(args, { cwd: workspace.path });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, reason);
      assert.doesNotMatch(stderr, /secret77|no drift|report this/i);
    });
});
