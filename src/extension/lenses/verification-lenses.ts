import {
  type CancellationToken,
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  EventEmitter,
  l10n,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import type { Disposing } from '../disposing';
import { CommandId } from '../command-ids';
import type { EnvironmentStore } from '../environment-store';
import type { Log } from '../log';
import { wantsLenses } from './verification-files';

/** With more environments than this, lenses name only the first. */
const NAMED = 4;

/** `▷ Run on development | production | all` over each query of a verification file. */
export class VerificationLenses implements CodeLensProvider, Disposable {
  readonly #environments: EnvironmentStore;
  readonly #log: Log;
  readonly #changed = new EventEmitter<void>();
  readonly #disposables: Disposing[];

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(environments: EnvironmentStore, log: Log) {
    this.#environments = environments;
    this.#log = log;
    this.#disposables = [
      this.#changed,
      environments.onDidChange(() => {
        this.#changed.fire();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('schemaDrift.verification.codeLens')) this.#changed.fire();
      }),
    ];
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    if (!wantsLenses(document)) return [];
    await this.#environments.ready();
    const names = this.#environments.environments
      .filter(({ environment }) => environment.kind === 'database')
      .map(({ label }) => label);
    if (names.length === 0) return [];
    const lines = await this.#linesOfQueries(document);
    if (token.isCancellationRequested) return [];
    return lines.flatMap((line) => lensesFor(document, line, names));
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  /** The first lines of the queries. While a file is being written it may hold what no parser accepts: no lenses then. */
  async #linesOfQueries(document: TextDocument): Promise<readonly number[]> {
    const { splitStatements } = await import('../../environments/sql-text');
    try {
      const statements = await splitStatements(document.getText());
      return statements.filter(({ node }) => isQuery(node)).map(({ line }) => line - 1);
    } catch (error) {
      this.#log.debug(`No lenses in ${document.uri.path}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  }
}

function isQuery(node: string): boolean {
  return node === 'SelectStmt' || node === 'ExplainStmt' || node === 'VariableShowStmt';
}

function lensesFor(document: TextDocument, line: number, names: readonly string[]): CodeLens[] {
  const range = new Range(line, 0, line, 0);
  const run = (title: string, environments: readonly string[], tooltip: string): CodeLens =>
    new CodeLens(range, {
      title,
      tooltip,
      command: CommandId.RunQuery,
      arguments: [document.uri.toString(), line, environments],
    });
  const named = names.slice(0, NAMED).map((name, index) => {
    const tooltip = l10n.t('Run this query on {0}, in a read-only session', name);
    return run(index === 0 ? l10n.t('▷ Run on {0}', name) : name, [name], tooltip);
  });
  if (names.length === 1) return named;
  return [...named, run(l10n.t('all'), names, l10n.t('Run this query on all {0} databases', names.length))];
}
