import assert from 'node:assert/strict';
import { connectionSettings } from '../../../src/environments/connection-settings';
import { isPostgresUrl, parsePostgresUrl } from '../../../src/environments/postgres-url';

describe('a PostgreSQL URL', () => {
  it('has parts, percent-encoded where they must be', () => {
    const parsed = parsePostgresUrl('postgresql://a%40b:p%2Fw%23@db.example.com:6543/my%2Fdb%23?sslmode=require');
    assert.deepEqual(
      { ...parsed, parameters: Object.fromEntries(parsed?.parameters ?? []) },
      {
        host: 'db.example.com',
        port: 6543,
        user: 'a@b',
        password: 'p/w#',
        database: 'my/db#',
        parameters: { sslmode: 'require' },
      },
    );
  });

  it('can leave out everything, or name a Unix socket or an IPv6 address', () => {
    assert.deepEqual(parsePostgresUrl('postgres://')?.host, null);
    assert.equal(parsePostgresUrl('postgresql://%2Fvar%2Frun/app')?.host, '/var/run');
    assert.equal(parsePostgresUrl('postgresql:///app?host=/var/run')?.host, '/var/run');
    assert.equal(parsePostgresUrl('postgresql:///app?host=/var/run')?.database, 'app');
    assert.equal(parsePostgresUrl('postgresql://u@[::1]:5433/d')?.host, '::1');
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'app',
      'mysql://h/d',
      'postgres://u:p#x@h/d',
      'postgres://h:99999/d',
      'jdbc:postgresql://h/d',
    ]) {
      assert.equal(isPostgresUrl(text), false, text);
    }
  });

  it("is completed by libpq's variables and defaults", () => {
    const none = connectionSettings('dev', 'postgres://', { PGUSER: 'me', PGPORT: '5433', PGHOST: '/run' });
    assert.deepEqual(
      [none.user, none.port, none.host, none.database, none.connectTimeoutMs],
      ['me', 5433, '/run', 'me', 10_000],
    );
    const all = connectionSettings('dev', 'postgres://you@h:1/d?connect_timeout=3', { PGUSER: 'me', PGPORT: '5433' });
    assert.deepEqual([all.user, all.port, all.host, all.database, all.connectTimeoutMs], ['you', 1, 'h', 'd', 3000]);
  });
});
