import assert from 'node:assert/strict';
import { VerificationError } from '../../../src/verification/check';
import { parseVerification } from '../../../src/verification/parse';

describe('a verification file', () => {
  it('gives each query its title and expectation', async () => {
    const sql = [
      '-- Written by hand. ',
      '',
      '-- verify: the enum is there',
      '-- expect: t',
      "select to_regtype('node_status') is not null;",
      '',
      '-- expect rows: 2',
      '-- verify: two rows',
      'values (1),',
      '       (2);',
      'table pg_class',
    ].join('\n');
    const checks = await parseVerification(sql);
    assert.deepEqual(
      checks.map(({ title, line, expectation }) => ({ title, line, expectation })),
      [
        { title: 'the enum is there', line: 5, expectation: { kind: 'value', value: 't' } },
        { title: 'two rows', line: 9, expectation: { kind: 'rows', count: 2 } },
        { title: 'table pg_class', line: 11, expectation: null },
      ],
    );
    assert.deepEqual(
      checks.map(({ start, end }) => sql.slice(start, end)),
      checks.map((check) => check.sql),
    );
  });

  it('keeps its places with CRLF, a byte order mark and letters beyond ASCII', async () => {
    const sql =
      "\uFEFF-- verify: größer 🐘\r\n-- expect: ä🐘\r\nselect 'ä🐘';\r\n-- expect no rows\r\nselect 1 where false;\r\n";
    const checks = await parseVerification(sql);
    assert.deepEqual(
      checks.map(({ title, line, start, end, expectation }) => [title, line, sql.slice(start, end), expectation]),
      [
        ['größer 🐘', 3, "select 'ä🐘'", { kind: 'value', value: 'ä🐘' }],
        ['select 1 where false', 5, 'select 1 where false', { kind: 'rows', count: 0 }],
      ],
    );
  });

  it('gives a comment on the last line of a query to that query', async () => {
    const checks = await parseVerification('select 1; -- expect: 1\n-- expect: 2\nselect\n  2 ; -- verify: two');
    assert.deepEqual(
      checks.map(({ title, expectation }) => [title, expectation]),
      [
        ['select 1', { kind: 'value', value: '1' }],
        ['two', { kind: 'value', value: '2' }],
      ],
    );
  });

  it('takes nothing from strings and block comments', async () => {
    const checks = await parseVerification("/*\n-- expect: 1\n*/\nselect '\n-- expect: 2\n;';\n");
    assert.deepEqual(
      checks.map(({ expectation }) => expectation),
      [null],
    );
  });

  it('can be empty', async () => {
    assert.deepEqual(await parseVerification('-- nothing yet\n'), []);
  });

  for (const [what, sql, line, message] of [
    ['SQL that is none', 'select 1;\nselect from from;', 2, /syntax error/],
    ['a statement that changes', 'select 1;\n\ndelete from users;', 3, /only queries.*delete from users/],
    ['a transaction', 'begin read write', 1, /only queries/],
    ['an expectation that is none', '-- expect nothing\nselect 1', 1, /no expectation/],
    ['two expectations', '-- expect: 1\n-- expect: 2\nselect 1', 2, /already/],
    ['an expectation without a query', 'select 1;\n\n-- expect: 2\n', 3, /no query/],
    ['an expectation and nothing else', '\n-- expect: 2', 2, /no query/],
  ] as const)
    it(`refuses ${what}, and names the line`, async () => {
      await assert.rejects(parseVerification(sql), (error) => {
        assert.ok(error instanceof VerificationError);
        assert.equal(error.line, line);
        assert.match(error.message, message);
        return true;
      });
    });
});
