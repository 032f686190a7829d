import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readSqlText, SqlSyntaxError } from '../environments/sql-text';
import { readTextFile } from '../environments/text-file';
import type { HistoryEntry } from './history';

/**
 * Whether a file is another one than what was recorded when it was applied. False where nothing was recorded to tell by.
 * Statements are compared as PostgreSQL's parser splits them: what stands between them does not matter.
 * @throws NotText, or the system's error
 */
export async function isEdited(path: string, { statements, checksum }: HistoryEntry): Promise<boolean> {
  if (checksum !== null) {
    const bytes = await readFile(path);
    return createHash('sha256').update(bytes).digest('hex') !== checksum;
  }
  if (statements === null || statements.length === 0) return false;
  const text = withoutCarriageReturns(await readTextFile(path));
  const recorded = statements.map(withoutCarriageReturns);
  return !standIn(text, recorded) && !(await sameStatements(text, recorded.join('\n;\n')));
}

function withoutCarriageReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Whether the statements and nothing else stand in the text. This spares the parser, as a rule. */
function standIn(text: string, statements: readonly string[]): boolean {
  const separators = /[\s;]*/y;
  const skip = (from: number): number => {
    separators.lastIndex = from;
    separators.test(text);
    return separators.lastIndex;
  };
  let at = skip(0);
  for (const statement of statements) {
    const trimmed = statement.replace(/[\s;]+$/, '').trimStart();
    if (!text.startsWith(trimmed, at)) return false;
    at = skip(at + trimmed.length);
  }
  return at === text.length;
}

async function sameStatements(text: string, recorded: string): Promise<boolean> {
  try {
    const [now, then] = await Promise.all([text, recorded].map(textsOf));
    return JSON.stringify(now) === JSON.stringify(then);
  } catch (error) {
    // What cannot be split cannot be the same: the texts themselves differ.
    if (error instanceof SqlSyntaxError) return false;
    throw error;
  }
}

async function textsOf(sql: string): Promise<readonly string[]> {
  const { statements } = await readSqlText(sql);
  return statements.map((statement) => statement.text);
}
