import assert from 'node:assert/strict';
import { connectionSettings } from '../../../src/environments/connection-settings';
import { planTls, type TlsAttempt } from '../../../src/environments/tls';
import { inFolder } from './temporary-folder';

describe('TLS as libpq means it', () => {
  const unchecked = { rejectUnauthorized: false };

  it('is tried, insisted on, or left alone, as sslmode says', async () => {
    for (const [query, attempts] of [
      ['', [unchecked, false]],
      ['?sslmode=disable', [false]],
      ['?sslmode=allow', [false, unchecked]],
      ['?sslmode=prefer', [unchecked, false]],
      ['?sslmode=require', [unchecked]],
      ['?sslmode=no-verify', [unchecked]],
      ['?ssl=true', [unchecked]],
      ['?sslmode=verify-full', [{}]],
      ['?sslrootcert=system', [{}]],
    ] as const) {
      assert.deepEqual(await attemptsOf(`postgres://h/d${query}`), attempts, query);
    }
  });

  it('hears PGSSLMODE, and the URL more', async () => {
    assert.deepEqual(await attemptsOf('postgres://h/d', { PGSSLMODE: 'disable' }), [false]);
    assert.deepEqual(await attemptsOf('postgres://h/d?sslmode=require', { PGSSLMODE: 'disable' }), [unchecked]);
  });

  it('is not spoken on a Unix socket', async () => {
    assert.deepEqual(await attemptsOf('postgres:///d?host=/run&sslmode=require'), [false]);
  });

  it('checks the issuer with a root certificate, and the host name for verify-full alone', async () => {
    await inFolder({ 'ca.crt': 'CERTIFICATE', 'me.crt': 'MINE', 'me.key': 'KEY' }, async (folder) => {
      for (const mode of ['require', 'verify-ca']) {
        const [attempt] = await attemptsOf(`postgres://h/d?sslmode=${mode}&sslrootcert=ca.crt`, {}, folder);
        assert.ok(attempt);
        assert.equal(attempt.ca, 'CERTIFICATE');
        assert.notEqual(attempt.rejectUnauthorized, false);
        assert.ok(attempt.checkServerIdentity);
      }
      const url = 'postgres://h/d?sslmode=verify-full&sslrootcert=ca.crt&sslcert=me.crt&sslkey=me.key';
      assert.deepEqual(await attemptsOf(url, {}, folder), [{ ca: 'CERTIFICATE', cert: 'MINE', key: 'KEY' }]);
    });
  });

  it("uses the certificate in libpq's folder", async () => {
    await inFolder({ '.postgresql/root.crt': 'CERTIFICATE' }, async (home) => {
      const [attempt] = await attemptsOf('postgres://h/d?sslmode=verify-ca', { HOME: home }, home);
      assert.ok(attempt);
      assert.equal(attempt.ca, 'CERTIFICATE');
    });
  });

  it('says what is missing', async () => {
    await assert.rejects(attemptsOf('postgres://h/d?sslmode=verify-ca'), {
      reason: 'tls',
      message: /needs the certificate/,
    });
    await assert.rejects(attemptsOf('postgres://h/d?sslmode=sometimes'), {
      reason: 'tls',
      message: 'dev: the sslmode "sometimes" is unknown.',
    });
    await assert.rejects(attemptsOf('postgres://h/d?sslmode=verify-full&sslrootcert=nowhere.crt'), {
      reason: 'tls',
      message: /sslrootcert names .*nowhere\.crt, which can't be read \(ENOENT\)/,
    });
  });

  async function attemptsOf(
    url: string,
    env: NodeJS.ProcessEnv = {},
    folder = '/nowhere',
  ): Promise<readonly TlsAttempt[]> {
    const surroundings = { HOME: '/nowhere', ...env };
    return (await planTls('dev', connectionSettings('dev', url, surroundings), surroundings, folder)).attempts;
  }
});
