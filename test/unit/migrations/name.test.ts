import assert from 'node:assert/strict';
import { MigrationError } from '../../../src/migrations/errors';
import { nextStamps, slug, stampOf } from '../../../src/migrations/name';

describe('a migration’s name', () => {
  for (const [name, expected] of [
    ['Add node status!', 'add_node_status'],
    ['  catch-up / with: production ', 'catch_up_with_production'],
    ['../../etc/passwd', 'etc_passwd'],
    ['Größe ändern', 'größe_ändern'],
    ['追加', '追加'],
  ] as const)
    it(`makes ${JSON.stringify(name)} a part of a file name`, () => {
      assert.equal(slug(name), expected);
    });

  it('is refused when nothing is left of it', () => {
    assert.throws(() => slug(' -/.. '), MigrationError);
  });

  it('is cut before it is too long for a file system', () => {
    assert.equal(slug('a'.repeat(300)).length, 100);
  });
});

describe('a migration’s timestamp', () => {
  const now = new Date('2026-03-01T10:20:30.999Z');

  it('is the moment in UTC', () => {
    assert.equal(stampOf(new Date('2026-03-01T01:20:30+02:00')), '20260228232030');
  });

  it('is now in an empty folder', () => {
    assert.deepEqual(nextStamps([], 1, now), ['20260301102030']);
  });

  it('is now after older files, and files that are no migrations', () => {
    const existing = ['20250101000000_a.sql', '99999999999999.txt', '.gitkeep', '20990101000000_note.md'];
    assert.deepEqual(nextStamps(existing, 1, now), ['20260301102030']);
  });

  it('is a second later than a file of this very second', () => {
    assert.deepEqual(nextStamps(['20260301102030_a.sql'], 1, now), ['20260301102031']);
  });

  it('is later than a file from the future, over the end of a year', () => {
    const existing = ['20271231235959_a.sql', '20200101000000_b.sql'];
    assert.deepEqual(nextStamps(existing, 2, now), ['20280101000000', '20280101000001']);
  });

  it('counts up for each file', () => {
    assert.deepEqual(nextStamps([], 3, now), ['20260301102030', '20260301102031', '20260301102032']);
  });

  it('cannot follow a newest file whose timestamp is no date, and says which', () => {
    assert.throws(
      () => nextStamps(['20261399999999_a.sql'], 1, now),
      (error) => error instanceof MigrationError && error.message.includes('20261399999999_a.sql'),
    );
  });
});
