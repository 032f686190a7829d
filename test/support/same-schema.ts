import { AssertionError } from 'node:assert';
import { loadModule, parseSync, scanSync } from 'libpg-query';
import { dumpSchema } from './pg_dump';

/**
 * The statements of a dump, sorted, without what says nothing about the schema: comments, SET, psql's \restrict lines.
 * The elements of a CREATE TABLE are sorted too, and storage parameters: the order of columns is not a difference.
 * Errors: when PostgreSQL's parser refuses the dump.
 */
export async function normalizeDump(dump: string): Promise<string[]> {
  await loadModule();
  const sql = dump.replace(/^\\(un)?restrict .*$/gm, '');
  const bytes = Buffer.from(sql);
  const tokens = tokensOf(sql);

  const statements: string[] = [];
  for (const { stmt, stmt_location: start = 0, stmt_len: length = bytes.length - start } of parseSync(sql).stmts ??
    []) {
    if (stmt === undefined || 'VariableSetStmt' in stmt) continue;
    const own = tokens.within(start, start + length);
    const first = own.at(0);
    const last = own.at(-1);
    if (first === undefined || last === undefined) continue;
    const text = bytes.toString('utf8', first.start, last.end);
    if (text.startsWith("SELECT pg_catalog.set_config('search_path'")) continue;
    // A partition's first parentheses may be those of its bound: there the order says something.
    const hasElements = 'CreateStmt' in stmt && stmt.CreateStmt.partbound === undefined;
    statements.push(withSortedParameters(hasElements ? withSortedElements(bytes, own) : text));
  }
  return statements.sort();
}

/**
 * Says nothing when pg_dump sees the same schema in both databases.
 * Errors: an AssertionError that lists the statements which only one side has.
 */
export async function expectSameSchema(urlA: string, urlB: string, args: readonly string[] = []): Promise<void> {
  const [a, b] = await Promise.all([dumpSchema(urlA, args), dumpSchema(urlB, args)]);
  const [actual, expected] = [await normalizeDump(a), await normalizeDump(b)];
  const onlyA = without(actual, expected);
  const onlyB = without(expected, actual);
  if (onlyA.length === 0 && onlyB.length === 0) return;
  const list = (url: string, statements: string[]) =>
    `Only in ${new URL(url).pathname.slice(1)} (${statements.length}):\n${statements.map((text) => `  ${text}`).join('\n')}`;
  throw new AssertionError({
    message: `pg_dump sees different schemas.\n${list(urlA, onlyA)}\n${list(urlB, onlyB)}`,
  });
}

interface Token {
  text: string;
  start: number;
  end: number;
}

/** The tokens of SQL that are not comments. Places are in bytes, as PostgreSQL counts. */
function tokensOf(sql: string): { within(start: number, end: number): Token[] } {
  const tokens: Token[] = scanSync(sql).tokens.filter(({ tokenName }) => !tokenName.endsWith('_COMMENT'));
  let next = 0;
  return {
    // Statements come in order: each takes up where the last one ended.
    within(start, end) {
      while ((tokens[next]?.start ?? Infinity) < start) next += 1;
      const first = next;
      while ((tokens[next]?.end ?? Infinity) <= end) next += 1;
      return tokens.slice(first, next);
    },
  };
}

/** A CREATE TABLE with its columns and constraints in alphabetical order. */
function withSortedElements(bytes: Buffer, tokens: readonly Token[]): string {
  const elements: string[] = [];
  let depth = 0;
  let head: Token | undefined;
  let from = 0;
  let tail: Token | undefined;
  for (const token of tokens) {
    if (token.text === '(' || token.text === '[') {
      depth += 1;
      // Only the first list has elements; WITH (…), INHERITS (…) and PARTITION BY … (…) come later.
      if (depth === 1 && head === undefined) {
        head = token;
        from = token.end;
      }
    } else if (token.text === ')' || token.text === ']') {
      depth -= 1;
      if (depth === 0 && tail === undefined) {
        tail = token;
        elements.push(bytes.toString('utf8', from, token.start).trim());
      }
    } else if (token.text === ',' && depth === 1 && head !== undefined && tail === undefined) {
      elements.push(bytes.toString('utf8', from, token.start).trim());
      from = token.end;
    }
  }
  const text = (start: Token | undefined, end: Token | undefined) => bytes.toString('utf8', start?.start, end?.end);
  if (head === undefined || tail === undefined) return text(tokens.at(0), tokens.at(-1));
  const list = elements
    .sort()
    .map((element) => `    ${element}`)
    .join(',\n');
  return `${text(tokens.at(0), head)}\n${list}\n${bytes.toString('utf8', tail.start, tokens.at(-1)?.end)}`;
}

/** Storage parameters stand in the order in which they were set. */
function withSortedParameters(statement: string): string {
  return statement.replace(
    /\bWITH \(((?:[\w.]+='[^']*'(?:, )?)+)\)/,
    (_, list: string) => `WITH (${list.split(', ').sort().join(', ')})`,
  );
}

/** What is in `some` and not in `others`; what occurs twice must be there twice. */
export function without(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const text of others) left.set(text, (left.get(text) ?? 0) + 1);
  return some.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}
