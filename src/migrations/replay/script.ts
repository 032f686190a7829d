import { isHarmless, type PsqlPart } from '../../environments/psql-parts';
import { readSqlText, type SqlStatement, SqlSyntaxError } from '../../environments/sql-text';
import { createdExtensions, isCopyFromStdin } from '../../environments/statement-kinds';
import { NotText, readTextFile } from '../../environments/text-file';
import type { MigrationFile } from '../folder';

/** A migration file, ready to be replayed. */
export interface Script {
  readonly name: string;
  /** As long as the file: what is not run is blank, so that places in it are places in the file. */
  readonly text: string;
  /** Those that are run. */
  readonly statements: readonly SqlStatement[];
  /** Commands of psql that are not run and may matter. */
  readonly psql: readonly PsqlPart[];
  /** COPY whose rows stand in the file: neither is run. */
  readonly copies: number;
}

/** Why a file could not be replayed. Its own statements are rolled back. */
export interface ReplayFailure {
  readonly file: string;
  readonly line: number;
  /** What PostgreSQL said. */
  readonly message: string;
}

/**
 * Reads a migration file and splits it. In UTF-8 or UTF-16, with or without CRLF and a byte order mark.
 * @param split how a text becomes a script
 */
export async function readScript(
  { path, name }: Pick<MigrationFile, 'path' | 'name'>,
  split = scriptOf,
): Promise<Script | ReplayFailure> {
  let text: string;
  try {
    text = await readTextFile(path);
  } catch (error) {
    if (error instanceof NotText) return { file: name, line: 1, message: 'this is not SQL as text in UTF-8' };
    return { file: name, line: 1, message: `the file can't be read (${codeOf(error)})` };
  }
  try {
    return await split(name, text);
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    return { file: name, line: error.line, message: error.message };
  }
}

/** The same of a text. @throws SqlSyntaxError */
export async function scriptOf(name: string, text: string): Promise<Script> {
  const { statements, psql } = await readSqlText(text);
  const copies = statements.filter(isCopyFromStdin);
  return {
    name,
    text: blanked(text.replace(/^\uFEFF/, ' '), [...psql, ...copies]),
    statements: statements.filter((statement) => !copies.includes(statement)),
    psql: psql.filter((part) => !isHarmless(part)),
    copies: copies.length,
  };
}

/** The same without what creates these extensions. */
export function withoutExtensions(script: Script, names: ReadonlySet<string>): Script {
  const left = script.statements.filter((each) => createdExtensions([each]).some(({ name }) => names.has(name)));
  if (left.length === 0) return script;
  return {
    ...script,
    text: blanked(script.text, left),
    statements: script.statements.filter((each) => !left.includes(each)),
  };
}

export function isFailure(script: Script | ReplayFailure): script is ReplayFailure {
  return 'message' in script;
}

function blanked(text: string, parts: readonly { readonly start: number; readonly end: number }[]): string {
  return parts.reduce(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(start, end).replace(/[^\r\n]/g, ' ') + rest.slice(end),
    text,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
