import { commands, l10n, window } from 'vscode';
import type { LintFinding } from '../../migrations/lint/finding';
import type { Activity } from '../activity';
import type { MigrationLint } from '../lint/migration-lint';
import type { MigrationStore } from '../migration-store';
import { ViewId } from '../view-ids';

/** Looks at all migration files, and shows what was found. */
export class LintMigrationsCommand {
  readonly #store: MigrationStore;
  readonly #lint: MigrationLint;
  readonly #activity: Activity;

  constructor(store: MigrationStore, lint: MigrationLint, activity: Activity) {
    this.#store = store;
    this.#lint = lint;
    this.#activity = activity;
  }

  /** Out: what was found. Throws HelpfulError where there are no migrations, and as MigrationLint does. */
  async run(): Promise<readonly LintFinding[]> {
    const findings: LintFinding[] = [];
    for (const migrations of this.#store.requireFolders())
      findings.push(...(await this.#activity.run(ViewId.Migrations, (signal) => this.#lint.run(migrations, signal))));
    if (findings.length > 0) await commands.executeCommand('workbench.actions.view.problems');
    else void window.showInformationMessage(l10n.t('Nothing was found in the migrations.'));
    return findings;
  }
}
