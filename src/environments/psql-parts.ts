import { scan } from 'libpg-query';
import { TextPositions } from './text-positions';

/** A part of a text that psql understands and PostgreSQL does not. */
export interface PsqlPart {
  /** `command`: a line such as `\set`. `rows`: what follows COPY … FROM stdin. */
  readonly kind: 'command' | 'rows';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

const HARMLESS = /^\\(restrict|unrestrict|echo|qecho|warn|set|unset|pset|timing|encoding|x|t|a|f|o)\b/;

/** False for commands of psql that change what the SQL around them means. */
export function isHarmless({ kind, text }: PsqlPart): boolean {
  return kind === 'rows' || HARMLESS.test(text);
}

/** A line that starts with a backslash, or FROM stdin where its statement ends with the line. */
const CANDIDATE = /^[ \t]*(?<command>\\[^\r\n]*)|\bfrom\s+stdin\b(?=(?<rest>[^;]*;[ \t]*(?:\r?\n|$)))/gim;
const END_OF_ROWS = /^\\\.[ \t]*\r?$/m;

/**
 * The same text with spaces in place of psql's parts, so that all offsets stay. What looks like such a part and stands
 * in a string, a function body or a comment is left alone: PostgreSQL's scanner tells.
 */
export async function blankOutPsql(sql: string): Promise<{ text: string; parts: readonly PsqlPart[] }> {
  const parts: PsqlPart[] = [];
  if (!sql.includes('\\') && !/\bfrom\s+stdin\b/i.test(sql)) return { text: sql, parts };
  const positions = new TextPositions(sql);
  let text = sql;
  /** Up to here everything is known to be complete. */
  let settled = 0;
  for (const match of sql.matchAll(CANDIDATE)) {
    if (match.index < settled) continue;
    const { command, rest = '' } = match.groups ?? {};
    const start = match.index + match[0].length + (command === undefined ? rest.length : -command.length);
    const words = await scannedWords(text.slice(settled, start));
    if (words === null || (command === undefined && lastStatement(words)[0]?.toLowerCase() !== 'copy')) continue;
    const end = command === undefined ? endOfRows(sql, start) : start + command.length;
    settled = end;
    if (end === start) continue;
    parts.push({
      kind: command === undefined ? 'rows' : 'command',
      text: sql.slice(start, end).trim(),
      start,
      end,
      line: positions.lineAndColumn(start).line,
    });
    text = text.slice(0, start) + sql.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
  }
  return { text, parts };
}

/** The words of a piece of SQL, or null when it ends inside a string, a quoted name or a comment. */
async function scannedWords(piece: string): Promise<readonly string[] | null> {
  if (piece.trim() === '') return [];
  try {
    return (await scan(piece)).tokens
      .filter(({ tokenName }) => tokenName !== 'SQL_COMMENT' && tokenName !== 'C_COMMENT')
      .map(({ text }) => text);
  } catch {
    return null;
  }
}

/** The words of the last statement that is closed by a semicolon. */
function lastStatement(words: readonly string[]): readonly string[] {
  const before = words.lastIndexOf(';', words.length - 2);
  return words.slice(before + 1);
}

function endOfRows(sql: string, start: number): number {
  const end = END_OF_ROWS.exec(sql.slice(start));
  return end === null ? sql.length : start + end.index + end[0].trimEnd().length;
}
