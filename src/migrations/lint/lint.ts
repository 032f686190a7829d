import type { LintSettings } from '../../environments/configuration';
import type { SqlStatement } from '../../environments/sql-text';
import type { Replay } from '../replay/replay';
import { isFailure, readScript, type ReplayFailure, type Script } from '../replay/script';
import type { MigrationRow, MigrationState, MigrationStatus } from '../status';
import { LINT_RULES, type LintFinding, type LintLevel } from './finding';
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
  status: MigrationStatus,
  replay: Replay | null,
  { since }: LintSettings,
): Promise<readonly LintFinding[]> {
  const findings: LintFinding[] = [];
  for (const row of status.migrations) {
    const { place, path } = row;
    if (place !== 'current' || path === null) continue;
    const said = await aboutFile({ ...row, path }, replay);
    const isSettled = isBefore(row, since) || isAppliedEverywhere(row, status);
    findings.push(...said.map((each) => ({ ...each, path, level: levelOf(each, isSettled) })));
  }
  return findings;
}

/** A finding before it is known how much it counts. */
type Said = Omit<LintFinding, 'level' | 'path'>;

type Row = MigrationRow & { readonly path: string };

/** What a file did to a database is done: a warning about it helps nobody. */
function levelOf({ rule }: Said, isSettled: boolean): LintLevel {
  const level = LINT_RULES[rule];
  return level === 'warning' && isSettled ? 'note' : level;
}

function isBefore({ version }: MigrationRow, since: string | null): boolean {
  return since !== null && version !== null && version < since;
}

/** As far as databases were asked that keep a history. */
function isAppliedEverywhere({ cells }: MigrationRow, { environments }: MigrationStatus): boolean {
  const tracked = new Set(environments.filter(({ keepers }) => keepers.length > 0).map(({ name }) => name));
  return (
    tracked.size > 0 &&
    cells.every(({ environment, state }) => !tracked.has(environment) || (state !== null && RECORDED.has(state)))
  );
}

const RECORDED: ReadonlySet<MigrationState> = new Set(['applied', 'edited', 'objects-missing']);

async function aboutFile(row: Row, replay: Replay | null): Promise<readonly Said[]> {
  const script = await readScript(row);
  const failure = replay?.failure?.file === row.name ? replay.failure : isFailure(script) ? script : null;
  const about = [...aboutRow(row), ...(failure === null ? [] : [notReplayed(failure)])];
  if (isFailure(script)) return about;
  return [...about.filter(({ rule }) => !isIgnored(rule, script.statements)), ...aboutScript(script, row, replay)];
}

function aboutRow({ problems, cells }: MigrationRow): readonly Said[] {
  const whole = { line: 1, column: 1 };
  const where = (state: MigrationState): readonly string[] =>
    cells.filter((cell) => cell.state === state).map(({ environment }) => environment);
  const found: Said[] = [];
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
      environment,
      ...whole,
    });
  for (const environment of where('out-of-order'))
    found.push({
      rule: 'out-of-order',
      message: `This file is older than the newest one applied to ${environment}. Give it a later timestamp.`,
      environment,
      ...whole,
    });
  return found;
}

function notReplayed({ line, message }: ReplayFailure): Said {
  return { rule: 'not-replayed', message: `This file does not replay: ${message}.`, line, column: 1 };
}

function aboutScript({ statements }: Script, { name }: MigrationRow, replay: Replay | null): readonly Said[] {
  const replayed = replay?.files.find((each) => each.name === name) ?? null;
  const inFile = aboutStatements(statements, replayed)
    .filter(({ rule, statement }) => !isIgnored(rule, statements, statement))
    .map(({ rule, message, statement: { line, column } }) => ({ rule, message, line, column }));
  const open = (replayed?.created ?? []).flatMap((id): readonly Said[] => {
    const table = replay?.catalog.objects.get(id);
    if (replay?.platform !== 'supabase' || table?.kind !== 'table' || !EXPOSED.has(table.schema)) return [];
    if (table.attributes.row_security !== false) return [];
    const statement = statements.find((each) => createdTable(each) === table.name);
    if (isIgnored('missing-rls', statements, statement)) return [];
    const message = `Row level security is not enabled on ${id.slice(id.indexOf(':') + 1)}: whoever has the project's public key can read and write it.`;
    return [{ rule: 'missing-rls', message, object: id, line: statement?.line ?? 1, column: statement?.column ?? 1 }];
  });
  return [...inFile, ...open, ...aboutReruns(statements, replay?.reruns.filter(({ file }) => file === name) ?? [])];
}

function aboutReruns(statements: readonly SqlStatement[], reruns: readonly ReplayFailure[]): readonly Said[] {
  return reruns.flatMap(({ line, message }): readonly Said[] => {
    const statement = statements.find((each) => each.line <= line && line <= each.endLine);
    if (isIgnored('not-idempotent', statements, statement)) return [];
    return [
      {
        rule: 'not-idempotent',
        message: `This can't run twice: ${message}.`,
        line: statement?.line ?? line,
        column: statement?.column ?? 1,
      },
    ];
  });
}
