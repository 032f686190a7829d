import assert from 'node:assert/strict';
import { MigrationError } from '../../../src/migrations/errors';
import { prepareApplication } from '../../../src/migrations/apply';
import { transactionNeed } from '../../../src/migrations/transaction-needs';

describe('what a statement needs of the transaction around it', () => {
  for (const [need, statements] of [
    [
      'any',
      [
        'create table a ()',
        'create index on a (b)',
        'drop index a',
        'reindex table a',
        'analyze',
        'cluster a',
        'savepoint a',
        'rollback to a',
        "alter type a add value 'b'",
        'alter table a detach partition b',
        'refresh materialized view concurrently a',
      ],
    ],
    [
      'none',
      [
        'create index concurrently on a (b)',
        'drop index concurrently a',
        'reindex table concurrently a',
        'reindex (concurrently) index a',
        'reindex schema a',
        'vacuum a',
        'cluster',
        'create database a',
        'drop database a',
        'alter database a set tablespace b',
        'alter system set work_mem = 1',
        'alter table a detach partition b concurrently',
        "commit prepared 'a'",
      ],
    ],
    ['begins', ['begin', 'start transaction read only', 'commit and chain']],
    ['ends', ['commit', 'end', 'rollback', 'abort']],
  ] as const)
    for (const statement of statements)
      it(`${need}: ${statement}`, async () => {
        assert.equal(await transactionNeed(statement), need);
      });

  it('is told with the line of the first statement that one transaction cannot hold', async () => {
    const sql = 'create table a ();\n\nvacuum;\ncreate index concurrently on a (b);';
    const { statements, notInOneTransaction } = await prepareApplication(sql);
    assert.equal(statements.length, 3);
    assert.match(notInOneTransaction ?? '', /line 3: vacuum/);
  });

  for (const [what, sql, message] of [
    ['SQL that is none', 'select 1;\n create tabel a ();', /Line 2, column 9: syntax error.*\nNothing was run/],
    ['a command of psql', 'select 1;\n\\connect other\n', /Line 2: a command of psql.*\\connect other/],
    ['rows for COPY', 'copy a from stdin;\n1\n\\.\n', /Line 2: rows for COPY/],
  ] as const)
    it(`is not asked of ${what}: the file is refused`, async () => {
      await assert.rejects(prepareApplication(sql), (error) => {
        assert.ok(error instanceof MigrationError);
        assert.match(error.message, message);
        return true;
      });
    });

  it('is nothing special for an ordinary file', async () => {
    assert.equal((await prepareApplication('create table a (); select 1')).notInOneTransaction, null);
  });
});
