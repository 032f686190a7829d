import assert from 'node:assert/strict';
import { parseConfiguration } from '../../../src/environments/configuration';
import {
  EMPTY_CONFIGURATION,
  withEnvironment,
  withEnvironmentRenamed,
  withoutEnvironment,
} from '../../../src/extension/configuration-edits';

const WITH_COMMENTS = `{
  // The truth.
  "environments": {
    "production": { "url": { "env": "PROD" }, "role": "production" }, // handle with care
    "development": { "url": "postgresql://me@localhost/dev" }
  },
  "comparisons": [
    { "source": "production", "target": "development" }, // every Monday
    { "source": "development", "target": "snapshot:old.json" }
  ]
}
`;

describe('edits of schema-drift.json', () => {
  it('add an environment and keep comments', async () => {
    const text = await withEnvironment(WITH_COMMENTS, 'staging', { url: { env: 'STAGING' }, role: 'staging' });
    assert.match(text, /\/\/ The truth\./);
    assert.match(text, /\/\/ handle with care/);
    assert.deepEqual(
      parseConfiguration(text, 'schema-drift.json').environments.map(({ name }) => name),
      ['production', 'development', 'staging'],
    );
  });

  it('begin with an empty file', async () => {
    const text = await withEnvironment(EMPTY_CONFIGURATION, 'one', { kind: 'sql', path: 'schema.sql' });
    assert.deepEqual(parseConfiguration(text, 'schema-drift.json').environments, [
      { name: 'one', kind: 'sql', protected: false, location: { path: 'schema.sql' } },
    ]);
  });

  it('replace an environment', async () => {
    const text = await withEnvironment(WITH_COMMENTS, 'development', { url: { file: '.env', key: 'URL' } });
    const [, development] = parseConfiguration(text, 'schema-drift.json').environments;
    assert.deepEqual(development?.location, { file: '.env', key: 'URL' });
  });

  it('remove an environment and the comparisons that name it', async () => {
    const text = await withoutEnvironment(WITH_COMMENTS, 'production');
    const { environments, comparisons } = parseConfiguration(text, 'schema-drift.json');
    assert.deepEqual(
      environments.map(({ name }) => name),
      ['development'],
    );
    assert.deepEqual(
      comparisons.map(({ target }) => target),
      ['snapshot:old.json'],
    );
    assert.match(text, /\/\/ The truth\./);
  });

  it('rename an environment, in the comparisons as well', async () => {
    const text = await withEnvironmentRenamed(WITH_COMMENTS, 'development', 'dev "2"');
    const { environments, comparisons } = parseConfiguration(text, 'schema-drift.json');
    assert.deepEqual(
      environments.map(({ name }) => name),
      ['production', 'dev "2"'],
    );
    assert.deepEqual(
      comparisons.map(({ source, target }) => [source, target]),
      [
        ['production', 'dev "2"'],
        ['dev "2"', 'snapshot:old.json'],
      ],
    );
    assert.match(text, /\/\/ every Monday/);
  });

  it('keep the indentation and line ends of the file', async () => {
    const text = await withEnvironment('{\r\n\t"environments": {}\r\n}\r\n', 'a', { url: { env: 'A' } });
    assert.match(text, /\r\n\t\t"a": \{\r\n/);
    assert.doesNotMatch(text, /[^\r]\n/);
  });

  it('are refused for a file that is no JSON', async () => {
    await assert.rejects(withEnvironment('{ "environments": {', 'a', { url: { env: 'A' } }), /no valid JSON/);
    await assert.rejects(withEnvironmentRenamed(WITH_COMMENTS, 'nobody', 'a'), /no environment "nobody"/);
  });
});
