import assert from 'node:assert/strict';
import { readSqlText, splitStatements, SqlSyntaxError } from '../../../src/environments/sql-text';

describe('the text of an SQL file', () => {
  it('splits where PostgreSQL does: not in strings, bodies, names or comments', async () => {
    const statements = [
      "select 'a;b', $$ ; $$, $tag$ ; $$ ; $tag$",
      'create table "odd;name" (a int)',
      'create function f() returns int begin atomic select 1; select 2; end',
      'create rule r as on insert to t do also (select 1; select 2)',
    ];
    const split = await splitStatements(`/* ; */ ${statements.join(';\n-- ;\n')};;\n;`);
    assert.deepEqual(
      split.map((statement) => statement.text),
      statements,
    );
    assert.deepEqual(
      split.map((statement) => statement.node),
      ['SelectStmt', 'CreateStmt', 'CreateFunctionStmt', 'RuleStmt'],
    );
  });

  it('counts as JavaScript and editors do, whatever the bytes', async () => {
    const sql = "-- ä 😀\nselect 'ä😀€';  /* 😀 */ select\n 'z' ;";
    const [first, second] = await splitStatements(sql);
    assert.equal(first?.text, "select 'ä😀€'");
    assert.deepEqual([first.line, first.column, first.endLine], [2, 1, 2]);
    assert.equal(sql.slice(first.start, first.end), first.text);
    assert.deepEqual(
      first.comments.map(({ text, line }) => [text, line]),
      [['-- ä 😀', 1]],
    );
    assert.equal(second?.text, "select\n 'z'");
    assert.equal(sql.slice(second.start, second.end), second.text);
    assert.deepEqual([second.line, second.column, second.endLine], [2, 26, 3]);
    assert.deepEqual(
      second.comments.map(({ text }) => text),
      ['/* 😀 */'],
    );
  });

  it('takes a byte order mark and CRLF', async () => {
    const sql = '\uFEFFselect 1;\r\nselect\r\n  2;\r\n';
    const split = await splitStatements(sql);
    assert.deepEqual(
      split.map(({ text, line, column }) => [text, line, column]),
      [
        ['select 1', 1, 2],
        ['select\r\n  2', 2, 1],
      ],
    );
  });

  it('finds nothing in a text without statements', async () => {
    for (const sql of ['', ' \n', '-- only a comment', ';;', '\uFEFF']) {
      assert.deepEqual(await splitStatements(sql), [], JSON.stringify(sql));
    }
  });

  it("passes over psql's commands and the rows of COPY, and lists them", async () => {
    const sql = [
      "\\restrict abc'def",
      'create table t (a int, b text);',
      'COPY public.t (a, b) FROM stdin;',
      "1\tit's; \\N",
      '\\N\t$$',
      '\\.',
      '',
      '\\echo "done',
      'select 1;',
      '\\unrestrict abc',
    ].join('\r\n');
    const { statements, psql } = await readSqlText(sql);
    assert.deepEqual(
      statements.map(({ text, line }) => [text, line]),
      [
        ['create table t (a int, b text)', 2],
        ['COPY public.t (a, b) FROM stdin', 3],
        ['select 1', 9],
      ],
    );
    assert.deepEqual(
      psql.map(({ kind, text, line }) => [kind, text, line]),
      [
        ['command', "\\restrict abc'def", 1],
        ['rows', "1\tit's; \\N\r\n\\N\t$$\r\n\\.", 4],
        ['command', '\\echo "done', 8],
        ['command', '\\unrestrict abc', 10],
      ],
    );
  });

  it('leaves alone what only looks like psql', async () => {
    const body = "create function f() returns text language sql as $$ select '\n\\echo from stdin;\n' $$";
    const { statements, psql } = await readSqlText(`-- copy from stdin;\n/*\n\\q\n*/ ${body};\nselect 'x'`);
    assert.deepEqual(
      statements.map(({ text }) => text),
      [body, "select 'x'"],
    );
    assert.deepEqual(psql, []);
  });

  it('says where the syntax is wrong', async () => {
    await assert.rejects(splitStatements("select '😀ä';\n  selec 2;"), (error: unknown) => {
      assert.ok(error instanceof SqlSyntaxError);
      assert.equal(error.message, 'syntax error at or near "selec"');
      assert.deepEqual([error.offset, error.line, error.column], [16, 2, 3]);
      return true;
    });
    await assert.rejects(splitStatements("select 1;\nselect 'open"), /unterminated quoted string/);
    await assert.rejects(splitStatements('select 1;\0select 2'), { line: 1, column: 10 });
  });
});
