import type { MigrationFile } from '../folder';
import { platformOf } from '../replay/platform';
import type { Replay } from '../replay/replay';
import { isFailure, readScript, type Script } from '../replay/script';
import type { MigrationRow, MigrationStatus } from '../status';
import type { LintFinding } from './finding';
import { isIgnored } from './ignore';
import { createdTable } from './parsed';
import { aboutStatements } from './statement-rules';

/** What Supabase's API shows to everybody, unless a project says otherwise. */
const EXPOSED: ReadonlySet<string | null> = new Set(['public']);

/**
 * What is to be said about the files of a migrations folder: by what PostgreSQL made of them, what kind their
 * statements are, and what databases remember of them. What a comment ignores is left out.
 * @param status the folder, beside the histories of the databases that were asked
 * @param replay null where there is nothing to replay
 */
export async function lintMigrations(
  { folder, migrations }: MigrationStatus,
  files: readonly MigrationFile[],
  replay: Replay | null,
): Promise<readonly LintFinding[]> {
  const rows = new Map(migrations.map((row) => [row.path, row]));
  const isExposed = (await platformOf(folder)) === 'supabase';
  const findings: LintFinding[] = [];
  for (const file of files.filter(({ place }) => place === 'current')) {
    const row = rows.get(file.path);
    const script = await readScript(file);
    const readable = isFailure(script) ? null : script;
    const about: readonly LintFinding[] = [
      ...(row === undefined ? [] : aboutRow(row, file)),
      ...(isFailure(script) && replay?.failure?.file !== file.name ? [notReplayed(script, file)] : []),
      ...(replay?.failure?.file === file.name ? [notReplayed(replay.failure, file)] : []),
    ].filter(({ rule }) => readable === null || !isIgnored(rule, readable.statements));
    findings.push(...about);
    if (readable !== null) findings.push(...aboutScript(readable, file, replay, isExposed));
  }
  return findings;
}

function aboutRow({ problems, cells }: MigrationRow, { path }: MigrationFile): readonly LintFinding[] {
  const whole = { path, line: 1, column: 1 };
  const where = (state: string): readonly string[] =>
    cells.filter((cell) => cell.state === state).map(({ environment }) => environment);
  const found: LintFinding[] = [];
  if (problems.includes('skipped-name'))
    found.push({
      rule: 'skipped-name',
      message: 'The Supabase command line skips this name. It must be <digits>_name.sql.',
      ...whole,
    });
  if (problems.includes('duplicate-version'))
    found.push({
      rule: 'duplicate-version',
      message: 'Another file has the same version, so only one of them can be recorded. Rename one.',
      ...whole,
    });
  for (const environment of where('edited'))
    found.push({
      rule: 'edited',
      message: `This file was edited after it was applied to ${environment}. Undo that, and write a new migration.`,
      ...whole,
    });
  for (const environment of where('out-of-order'))
    found.push({
      rule: 'out-of-order',
      message: `This file is older than the newest one applied to ${environment}. Give it a later timestamp.`,
      ...whole,
    });
  return found;
}

function notReplayed({ line, message }: { line: number; message: string }, { path }: MigrationFile): LintFinding {
  return { rule: 'not-replayed', message: `This file does not replay: ${message}.`, path, line, column: 1 };
}

function aboutScript(
  { statements }: Script,
  { name, path }: MigrationFile,
  replay: Replay | null,
  isExposed: boolean,
): readonly LintFinding[] {
  const replayed = replay?.files.find((each) => each.name === name) ?? null;
  const inFile = aboutStatements(statements, replayed)
    .filter(({ rule, statement }) => !isIgnored(rule, statements, statement))
    .map(({ rule, message, statement: { line, column } }) => ({ rule, message, path, line, column }));
  const open = (replayed?.created ?? []).flatMap((id): readonly LintFinding[] => {
    const table = replay?.catalog.objects.get(id);
    if (!isExposed || table?.kind !== 'table' || !EXPOSED.has(table.schema)) return [];
    if (table.attributes.row_security !== false) return [];
    const statement = statements.find((each) => createdTable(each) === table.name);
    if (isIgnored('missing-rls', statements, statement)) return [];
    const message = `Row level security is not enabled on ${id.slice(id.indexOf(':') + 1)}: whoever has the project's public key can read and write it.`;
    return [
      { rule: 'missing-rls', message, object: id, path, line: statement?.line ?? 1, column: statement?.column ?? 1 },
    ];
  });
  return [...inFile, ...open];
}
