import assert from 'node:assert/strict';
import { checkVersion, newerServerWarning, versionNumber } from '../../../src/environments/server-version';

describe("a server's version", () => {
  it('is a number, as server_version_num has it', () => {
    for (const [text, number] of [
      ['15.18 (Debian 15.18-0+deb12u1)', 150_018],
      ['18.4', 180_004],
      ['19devel', 190_000],
      ['17beta2', 170_000],
      ['9.6.24', 90_624],
      ['', 0],
    ] as const) {
      assert.equal(versionNumber(text), number, text);
    }
  });

  it('below 15 is an error that says which are supported', () => {
    assert.throws(
      () => {
        checkVersion('production', 140_011, '14.11');
      },
      {
        reason: 'old-server',
        environment: 'production',
        message: 'production: the server is PostgreSQL 14.11; supported are PostgreSQL 15 to 18.',
      },
    );
    assert.throws(() => {
      checkVersion('production', 0, '');
    }, /of an unknown version/);
    checkVersion('production', 150_000, '15.0');
  });

  it('above 18 is worth a warning', () => {
    assert.equal(newerServerWarning('dev', 180_004, '18.4'), null);
    assert.match(newerServerWarning('dev', 190_000, '19beta1') ?? '', /newer than PostgreSQL 15 to 18/);
  });
});
