import { splitStatements, SqlSyntaxError, type SqlComment, type SqlStatement } from '../environments/sql-text';
import { VerificationError, type Check, type Expectation } from './check';
import { readRemark } from './expectation';

/**
 * The queries of a verification file, each with the title and the expectation that the comments before it state
 * (or a comment behind it on its last line).
 * @throws VerificationError for SQL that PostgreSQL's parser refuses, for a statement that is no query,
 *   and for an expectation that cannot be understood or belongs to no query
 */
export async function parseVerification(sql: string): Promise<readonly Check[]> {
  const statements = await split(sql);
  const notes = statements.map((): Notes => ({ title: undefined, expectation: undefined }));
  for (const [index, { comments }] of statements.entries()) {
    const before = statements[index - 1];
    for (const comment of comments) take(comment, comment.line === before?.endLine ? notes[index - 1] : notes[index]);
  }
  const last = statements.at(-1);
  for (const comment of await commentsAtTheEnd(sql, last))
    take(comment, comment.line === last?.endLine ? notes.at(-1) : undefined);
  return statements.map((statement, index) => toCheck(statement, notes[index]));
}

interface Notes {
  title: string | undefined;
  expectation: Expectation | undefined;
}

function take({ text, line }: Pick<SqlComment, 'text' | 'line'>, notes: Notes | undefined): void {
  const remark = readRemark(text);
  if (remark === undefined) return;
  if (remark.kind === 'unknown expectation')
    throw new VerificationError(
      `Line ${line}: "${text.trim()}" is no expectation. Write "-- expect: VALUE", "-- expect rows: N" or "-- expect no rows".`,
      line,
    );
  if (notes === undefined)
    throw new VerificationError(`Line ${line}: "${text.trim()}" belongs to no query: none follows.`, line);
  if (remark.kind === 'title') notes.title = remark.title;
  else if (notes.expectation === undefined) notes.expectation = remark.expectation;
  else throw new VerificationError(`Line ${line}: this query has an expectation already.`, line);
}

async function split(sql: string): Promise<readonly SqlStatement[]> {
  try {
    return await splitStatements(sql);
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    throw new VerificationError(`Line ${error.line}, column ${error.column}: ${error.message}`, error.line, {
      cause: error,
    });
  }
}

/** A statement has the comments before it, so one is put behind those at the end. */
async function commentsAtTheEnd(
  sql: string,
  last: SqlStatement | undefined,
): Promise<readonly Pick<SqlComment, 'text' | 'line'>[]> {
  const [end] = await splitStatements(`${sql.slice(last?.end)}\nselect`);
  const linesBefore = (last?.endLine ?? 1) - 1;
  return (end?.comments ?? []).map(({ text, line }) => ({ text, line: line + linesBefore }));
}

/** What only asks. Anything else has no answer to judge, and would fail in a read-only session at best. */
const QUERIES: ReadonlySet<string> = new Set(['SelectStmt', 'ExplainStmt', 'VariableShowStmt']);

function toCheck({ text, start, end, line, node }: SqlStatement, notes: Notes | undefined): Check {
  if (!QUERIES.has(node))
    throw new VerificationError(
      `Line ${line}: only queries can be run here (SELECT, VALUES, TABLE, WITH, EXPLAIN, SHOW), this is another statement: ${firstLine(text)}`,
      line,
    );
  return {
    title: notes?.title ?? firstLine(text),
    sql: text,
    start,
    end,
    line,
    expectation: notes?.expectation ?? null,
  };
}

function firstLine(text: string): string {
  const [first = ''] = text.trim().split(/\r?\n/);
  return first.length > 80 ? `${first.slice(0, 79)}…` : first;
}
