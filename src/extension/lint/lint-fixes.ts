import path from 'node:path';
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  Position,
  type Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
} from 'vscode';
import type { LintRule } from '../../migrations/lint/finding';
import type { MigrationStatus } from '../../migrations/status';
import { CommandId } from '../command-ids';
import type { MigrationStore } from '../migration-store';
import type { MigrationLint } from './migration-lint';
import type { MigrationProblem } from './migration-problem';

/** Offers what can be done about a finding where it is found. */
export class LintFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];
  readonly #lint: MigrationLint;
  readonly #store: MigrationStore;

  constructor(lint: MigrationLint, store: MigrationStore) {
    this.#lint = lint;
    this.#store = store;
  }

  async provideCodeActions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const problems = this.#lint.problemsIn(document.uri).filter((each) => each.range.intersection(range) !== undefined);
    return (await Promise.all(problems.map((problem) => actionsFor(problem, document, this.#store)))).flat();
  }
}

async function actionsFor(
  problem: MigrationProblem,
  document: TextDocument,
  store: MigrationStore,
): Promise<readonly CodeAction[]> {
  const { finding, status } = problem;
  const { rule, level, object, environment } = finding;
  switch (rule) {
    case 'not-replayed':
      return [];
    case 'skipped-name':
    case 'duplicate-version':
    case 'out-of-order':
      return [await rename(problem, status), ignoreInFile(problem, document)];
    case 'edited':
      return [
        ...(environment === undefined ? [] : aboutHistory(problem, environment, store)),
        ignoreInFile(problem, document),
      ];
    case 'missing-rls':
      return [
        // A file that is applied must stay as it is.
        ...(object === undefined || level === 'note' ? [] : [enableRowSecurity(problem, object, document)]),
        ...ignore(problem, document),
      ];
    case 'data-loss':
    case 'long-lock':
    case 'mixed-data':
    case 'not-idempotent':
      return ignore(problem, document);
  }
}

/** To the name that a migration written now would have; in a folder of Prisma's, the folder is renamed. */
async function rename(problem: MigrationProblem, { folder, migrations }: MigrationStatus): Promise<CodeAction> {
  const { nextStamps, restamped } = await import('../../migrations/name');
  const entries = migrations.flatMap(({ path: file, place }) =>
    file === null || place !== 'current' ? [] : [path.relative(folder, file).split(path.sep)[0] ?? ''],
  );
  const [entry = ''] = path.relative(folder, problem.finding.path).split(path.sep);
  const [stamp = ''] = nextStamps(entries, 1, new Date());
  const name = restamped(entry, stamp);
  const edit = new WorkspaceEdit();
  edit.renameFile(Uri.file(path.join(folder, entry)), Uri.file(path.join(folder, name)));
  return fix(problem, l10n.t('Rename to {0}', name), { edit, isPreferred: true });
}

/** To look at what was applied is first: it says whether the file or the record is wrong. */
function aboutHistory(problem: MigrationProblem, environment: string, store: MigrationStore): readonly CodeAction[] {
  const version = problem.status.migrations.find((row) => row.path === problem.finding.path)?.version ?? null;
  const action = (title: string, command: CommandId): CodeAction =>
    fix(problem, title, { command: { command, title, arguments: [environment, version] } });
  return [
    ...(version === null || store.recordedIn(environment, version) === null
      ? []
      : [action(l10n.t('Compare with what was applied to {0}', environment), CommandId.CompareWithApplied)]),
    action(l10n.t('Record the file as it is now in {0}…', environment), CommandId.RepairMigrations),
  ];
}

/** @param table its identity, whose name is quoted as SQL wants it */
function enableRowSecurity(problem: MigrationProblem, table: string, document: TextDocument): CodeAction {
  const name = table.slice(table.indexOf(':') + 1);
  const { end } = document.lineAt(document.lineCount - 1).range;
  const edit = new WorkspaceEdit();
  const text = `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;\n`;
  edit.insert(document.uri, end, end.character === 0 ? text : `\n${text}`);
  return fix(problem, l10n.t('Enable row level security on {0}', name), { edit, isPreferred: true });
}

function ignore(problem: MigrationProblem, document: TextDocument): readonly CodeAction[] {
  const { rule } = problem.finding;
  const { start } = problem.range;
  const before = document.lineAt(start.line).text.slice(0, start.character);
  const indentation = before.trim() === '' ? before : '';
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, start, `${ignoreComment(rule)}\n${indentation}`);
  return [fix(problem, l10n.t('Ignore {0} here', rule), { edit }), ignoreInFile(problem, document)];
}

function ignoreInFile(problem: MigrationProblem, document: TextDocument): CodeAction {
  const { rule } = problem.finding;
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), `${ignoreComment(rule)}\n`);
  return fix(problem, l10n.t('Ignore {0} in this file', rule), { edit });
}

function ignoreComment(rule: LintRule): string {
  return `-- schema-drift: ignore ${rule}`;
}

function fix(
  problem: MigrationProblem,
  title: string,
  how: Partial<Pick<CodeAction, 'edit' | 'command' | 'isPreferred'>>,
): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = [problem];
  return Object.assign(action, how);
}
