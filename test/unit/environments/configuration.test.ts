import assert from 'node:assert/strict';
import path from 'node:path';
import { parseConfiguration, parseEnvironment, readConfiguration } from '../../../src/environments/configuration';
import { ConfigurationError } from '../../../src/environments/configuration-error';
import { EnvironmentError } from '../../../src/environments/errors';

const FIXTURES = path.join(__dirname, '../../fixtures');

describe('schema-drift.json', () => {
  it('names environments and comparisons, with defaults for what it leaves out', () => {
    const configuration = parseConfiguration(
      `{
        "$schema": "./schema-drift.schema.json",
        "environments": {
          "production": { "url": "postgresql://app@db.example.com:6543/app?sslmode=verify-full", "role": "production" },
          "staging": { "url": { "env": "STAGING_URL" }, "role": "staging", "protected": true },
          "dev": { "url": { "file": ".env", "key": "DATABASE_URL" } }, // ours
          "before": { "kind": "snapshot", "path": "before.json" },
          "wanted": { "kind": "sql", "path": "db/schema.sql" },
        },
        "comparisons": [
          { "source": "production", "target": "dev" },
          { "name": "since", "source": "before", "target": "dev",
            "scope": { "preset": "none", "schemas": ["app"], "exclude": ["app.tmp_*"], "ignore": ["owner"] } }
        ]
      }`,
      '/w/schema-drift.json',
    );
    assert.deepEqual(configuration.environments, [
      {
        name: 'production',
        kind: 'database',
        role: 'production',
        protected: true,
        location: { url: 'postgresql://app@db.example.com:6543/app?sslmode=verify-full' },
      },
      { name: 'staging', kind: 'database', role: 'staging', protected: true, location: { env: 'STAGING_URL' } },
      { name: 'dev', kind: 'database', protected: false, location: { file: '.env', key: 'DATABASE_URL' } },
      { name: 'before', kind: 'snapshot', protected: false, location: { path: 'before.json' } },
      { name: 'wanted', kind: 'sql', protected: false, location: { path: 'db/schema.sql' } },
    ]);
    assert.deepEqual(configuration.comparisons, [
      {
        name: 'production → dev',
        source: 'production',
        target: 'dev',
        scope: { preset: 'auto', schemas: [], exclude: [], ignore: [], roles: false },
      },
      {
        name: 'since',
        source: 'before',
        target: 'dev',
        scope: { preset: 'none', schemas: ['app'], exclude: ['app.tmp_*'], ignore: ['owner'], roles: false },
      },
    ]);
    assert.equal(configuration.migrations, 'supabase/migrations');
    assert.equal(configuration.file, '/w/schema-drift.json');
  });

  it('is not obligatory', async () => {
    const configuration = await readConfiguration(path.join(FIXTURES, 'no such folder'));
    assert.equal(configuration.file, null);
    assert.deepEqual(configuration.environments, []);
  });

  it('says where its syntax is broken, and what is expected', async () => {
    assert.deepEqual(await problems('syntax'), ['5:5: a comma is expected']);
  });

  it('says all that is wrong with its meaning: where, what, and what is expected', async () => {
    assert.deepEqual(await problems('meaning'), [
      '3:28: environments.production.url: a password does not belong into this file: move the URL into a .env file that git ignores and write { "file": ".env", "key": "NAME" }, or leave the password out and let VS Code store it',
      '3:84: environments.production.role is "prod"; expected "production" or "staging" or "development"',
      '4:25: environments.staging.url: expected a PostgreSQL URL without a password, { "env": "NAME" } or { "file": ".env", "key": "NAME" }',
      '5:12: environments.old: "path" is missing: expected the path of a file',
      '5:41: environments.old.url: "url" is not for the kind "snapshot", which has "path"',
      '6:52: environments.dev.colour is unknown; expected "kind" or "url" or "path" or "platform" or "role" or "protected"',
      "7:5: environments.a,b can't be a name: a name is not empty, has no comma and no ://, and does not start with migrations:, prisma:, snapshot: or sql:",
      '8:23: environments.mysql.url: this is no PostgreSQL URL; expected a PostgreSQL URL without a password, { "env": "NAME" } or { "file": ".env", "key": "NAME" }',
      '10:19: comparisons[0].target is missing; expected a text in double quotes',
      '10:76: comparisons[0].scope.ignore[1] is "color"; expected "owner" or "grants" or "comment" or "tablespace" or "whitespace" or "prisma-habits"',
      '11:17: migrations is 3; expected a text in double quotes',
    ]);
  });

  it('never repeats the password that it complains about', async () => {
    await assert.rejects(readConfiguration(path.join(FIXTURES, 'broken/meaning')), (error: unknown) => {
      assert.ok(error instanceof ConfigurationError);
      assert.ok(!JSON.stringify([error, error.message, error.stack, error.problems]).includes('hunter22'));
      return true;
    });
  });

  it('finds names that are there twice, and names that nobody has', async () => {
    assert.deepEqual(await problems('reference'), ['4:5: "production" is there twice']);
    const text = '{ "comparisons": [{ "source": "snapshot:a.json", "target": "dev" }] }';
    assert.throws(() => parseConfiguration(text, 'schema-drift.json'), {
      message:
        'schema-drift.json:1:60: comparisons[0].target names "dev", which is no environment; there are no environments.',
    });
  });

  it('takes anything that is no JSON object for what it is', () => {
    for (const text of ['', '[]', 'null', '"text"', '{']) {
      assert.throws(() => parseConfiguration(text, 'schema-drift.json'), ConfigurationError, JSON.stringify(text));
    }
  });

  async function problems(fixture: string): Promise<string[]> {
    const error: unknown = await readConfiguration(path.join(FIXTURES, 'broken', fixture)).catch(
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ConfigurationError);
    assert.equal(error.reason, 'config');
    const [first] = error.problems;
    assert.deepEqual(error.place, { file: error.file, line: first?.line, column: first?.column });
    return error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }
});

describe('the environment that a person names', () => {
  const configuration = parseConfiguration(
    '{ "environments": { "dev": { "url": { "env": "X" }, "role": "development" } } }',
    '/w/schema-drift.json',
  );

  it('is one of the configuration', () => {
    assert.equal(parseEnvironment('dev', configuration, '/w'), configuration.environments[0]);
  });

  it('is a URL; its name tells databases on one server apart, and holds no password', () => {
    const first = parseEnvironment('postgres://u:s3cret@db.example.com:6543/one?sslmode=require', configuration, '/w');
    const second = parseEnvironment('postgres://u:s3cret@db.example.com:6543/two', configuration, '/w');
    assert.deepEqual([first.name, second.name], ['db.example.com:6543/one', 'db.example.com:6543/two']);
    assert.equal(first.kind, 'database');
  });

  it('is a file', () => {
    assert.deepEqual(parseEnvironment('snapshot:a/b.json', configuration, '/w'), {
      name: 'snapshot:a/b.json',
      kind: 'snapshot',
      protected: false,
      location: { path: path.resolve('/w/a/b.json') },
    });
    assert.equal(parseEnvironment('sql:schema.sql', configuration, '/w').kind, 'sql');
  });

  it('is a migrations folder: one that is named, or the configured one, on the configured server', () => {
    const text = '{ "migrations": "db/migrations", "scratch": { "env": "SCRATCH_URL" } }';
    const own = parseConfiguration(text, '/w/schema-drift.json');
    const scratch = { env: 'SCRATCH_URL' };
    assert.deepEqual(parseEnvironment('migrations', own, '/w').location, {
      path: path.resolve('/w/db/migrations'),
      scratch,
    });
    assert.deepEqual(parseEnvironment('migrations:other', own, '/w'), {
      name: 'migrations:other',
      kind: 'migrations',
      protected: false,
      location: { path: path.resolve('/w/other'), scratch },
    });
    const described = parseConfiguration(
      '{ "environments": { "migrations": { "kind": "migrations", "platform": "none" } }, "migrations": "db" }',
      '/w/schema-drift.json',
    );
    assert.deepEqual(parseEnvironment('migrations', described, '/w').location, {
      path: 'db',
      platform: 'none',
      scratch: undefined,
    });
  });

  it('is an error with the names that there are', () => {
    for (const text of ['develop', '', 'mysql://u:s3cret@h/d', 'postgres://u:s3cr#t@h/d']) {
      assert.throws(
        () => parseEnvironment(text, configuration, '/w'),
        (error: unknown) => {
          assert.ok(error instanceof EnvironmentError, text);
          assert.ok(!`${error.message}${error.hint}${error.stack ?? ''}`.includes('s3cr'), text);
          return true;
        },
      );
    }
    assert.throws(() => parseEnvironment('develop', configuration, '/w'), {
      reason: 'not-found',
      message: 'There is no environment "develop".',
      hint: 'schema-drift.json has dev. Or give a PostgreSQL URL, migrations:DIR, prisma:FILE, snapshot:FILE or sql:FILE.',
    });
  });
});
