import { hasSqlDetails, parse, scan } from 'libpg-query';
import { blankOutPsql, type PsqlPart } from './psql-parts';
import { TextPositions } from './text-positions';

/** A comment, as it stands in the text. */
export interface SqlComment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** One statement of a text. Offsets are those of JavaScript strings; the first line and column are 1. */
export interface SqlStatement {
  /** Without the comments before it and without the closing semicolon. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** What PostgreSQL's parser calls it: SelectStmt, CreateStmt, TransactionStmt, … */
  readonly node: string;
  /** The parsed statement, as PostgreSQL's parser gives it. */
  readonly tree: unknown;
  /** Those between the statement before and this one. */
  readonly comments: readonly SqlComment[];
}

/** What a text holds: statements, and what only psql understands. */
export interface SqlText {
  readonly statements: readonly SqlStatement[];
  readonly psql: readonly PsqlPart[];
}

/** SQL that PostgreSQL's parser does not accept. */
export class SqlSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
    this.name = 'SqlSyntaxError';
  }
}

/**
 * The statements of a text, split by PostgreSQL's own parser. psql's commands and the rows behind COPY … FROM stdin
 * are passed over; `readSqlText` lists them.
 * @throws SqlSyntaxError
 */
export async function splitStatements(sql: string): Promise<readonly SqlStatement[]> {
  return (await readSqlText(sql)).statements;
}

/**
 * The statements of a text and what only psql understands in it. CRLF and a byte order mark do no harm.
 * @throws SqlSyntaxError
 */
export async function readSqlText(sql: string): Promise<SqlText> {
  const nul = sql.indexOf('\0');
  if (nul !== -1) throw syntaxError('a null character, which PostgreSQL does not accept', nul, new TextPositions(sql));
  const { text, parts } = await blankOutPsql(sql.replace(/^\uFEFF/, ' '));
  if (text.trim() === '') return { statements: [], psql: parts };
  const positions = new TextPositions(text);
  const trees = await parseAll(text, positions);
  const { tokens } = await scan(text);

  const statements: SqlStatement[] = [];
  let token = 0;
  for (const { stmt, stmt_location: from = 0, stmt_len: length } of trees) {
    const [node, tree]: [string, unknown] = Object.entries<unknown>({ ...stmt })[0] ?? ['', null];
    const comments: SqlComment[] = [];
    // The parser counts the comments before a statement as a part of it.
    for (; token < tokens.length; token++) {
      const { start = 0, end = 0, tokenName } = tokens[token] ?? {};
      if (tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT') {
        comments.push(comment(text, positions.fromBytes(start), positions.fromBytes(end), positions));
      } else if (start >= from && tokenName !== 'ASCII_59') {
        break;
      }
    }
    const start = positions.fromBytes(tokens[token]?.start ?? from);
    const limit = length === undefined ? text.length : positions.fromBytes(from + length);
    const end = start + text.slice(start, limit).trimEnd().length;
    statements.push({
      text: text.slice(start, end),
      start,
      end,
      ...positions.lineAndColumn(start),
      endLine: positions.lineAndColumn(end).line,
      node,
      tree,
      comments,
    });
    const endByte = positions.toBytes(end);
    while (token < tokens.length && (tokens[token]?.start ?? 0) < endByte) token++;
  }
  return { statements, psql: parts };
}

interface RawStatement {
  readonly stmt?: object;
  /** In bytes; absent for zero. */
  readonly stmt_location?: number;
  /** In bytes; absent when the statement reaches to the end. */
  readonly stmt_len?: number;
}

async function parseAll(text: string, positions: TextPositions): Promise<readonly RawStatement[]> {
  try {
    return (await parse(text)).stmts ?? [];
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const offset = positions.fromCharacters(error.sqlDetails?.cursorPosition ?? 0);
    throw syntaxError(error.message, offset, positions);
  }
}

function syntaxError(message: string, offset: number, positions: TextPositions): SqlSyntaxError {
  const { line, column } = positions.lineAndColumn(offset);
  return new SqlSyntaxError(message, offset, line, column);
}

function comment(text: string, start: number, end: number, positions: TextPositions): SqlComment {
  return { text: text.slice(start, end), start, end, line: positions.lineAndColumn(start).line };
}
