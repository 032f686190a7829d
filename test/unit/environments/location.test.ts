import assert from 'node:assert/strict';
import type { Environment, Location } from '../../../src/environments/environment';
import { EnvironmentError } from '../../../src/environments/errors';
import { databaseUrl } from '../../../src/environments/location';
import { inFolder } from './temporary-folder';

describe('where a database is', () => {
  it('is said by an environment variable', async () => {
    const env = { PROD_URL: 'postgresql://app@h/d', EMPTY: '', WRONG: 'mysql://app:s3cret@h/d' };
    assert.equal(await databaseUrl(at({ env: 'PROD_URL' }), { workspace: '/w', env }), 'postgresql://app@h/d');
    for (const name of ['MISSING', 'EMPTY']) {
      await assert.rejects(databaseUrl(at({ env: name }), { workspace: '/w', env }), {
        reason: 'not-found',
        message: `dev: the environment variable ${name} is not set.`,
      });
    }
    await assert.rejects(databaseUrl(at({ env: 'WRONG' }), { workspace: '/w', env }), (error: unknown) => {
      assert.ok(error instanceof EnvironmentError);
      assert.equal(error.message, 'dev: the environment variable WRONG is not a PostgreSQL URL.');
      assert.ok(!JSON.stringify([error, error.stack]).includes('s3cret'));
      return true;
    });
  });

  it('is said by a key of a .env file', async () => {
    await inFolder({ 'config/.env': '# ours\nexport DB_URL="postgresql://app:a b@h/d" # x\n' }, async (workspace) => {
      const file = 'config/.env';
      assert.equal(await databaseUrl(at({ file, key: 'DB_URL' }), { workspace }), 'postgresql://app:a b@h/d');
      await assert.rejects(databaseUrl(at({ file, key: 'NOPE' }), { workspace }), {
        reason: 'not-found',
        message: 'dev: config/.env has no value for NOPE.',
      });
      await assert.rejects(databaseUrl(at({ file: '.env', key: 'NOPE' }), { workspace }), {
        reason: 'not-found',
        message: 'dev: the file .env does not exist.',
      });
      await assert.rejects(databaseUrl(at({ file: 'config', key: 'NOPE' }), { workspace }), { reason: 'unreadable' });
    });
  });
});

function at(location: Location): Environment {
  return { name: 'dev', kind: 'database', protected: false, location };
}
