import { l10n, ProgressLocation, type TextDocument, Uri, window, workspace } from 'vscode';
import type { Check } from '../../verification/check';
import type { CheckResult } from '../../verification/run';
import type { DatabaseAccess } from '../database-access';
import type { EnvironmentStore } from '../environment-store';
import { explain, isCancelled } from '../error-text';
import type { InlineAnswers } from '../lenses/inline-answers';
import { isVerification } from '../lenses/verification-files';
import type { QueryAnswer } from '../lenses/query-answer';
import type { Log } from '../log';
import { Dismissed } from '../multi-step';
import { sessionOptions } from '../session-options';
import type { Trust } from '../trust';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { pickEnvironments } from './environment-picker';
import { HelpfulError } from '../helpful-error';

/** How the runs of a file ended. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
}

/** Runs verification queries in read-only sessions of some environments, and shows the answers under them. */
export class RunVerificationCommand {
  readonly #environments: EnvironmentStore;
  readonly #access: DatabaseAccess;
  readonly #answers: InlineAnswers;
  readonly #trust: Trust;
  readonly #log: Log;

  constructor(environments: EnvironmentStore, access: DatabaseAccess, answers: InlineAnswers, trust: Trust, log: Log) {
    this.#environments = environments;
    this.#access = access;
    this.#answers = answers;
    this.#trust = trust;
    this.#log = log;
  }

  /** Runs all queries of a file: that of the argument, the open one, or one that the person picks. */
  async all(file?: unknown, labels?: unknown): Promise<Summary> {
    this.#trust.require();
    const document = await documentFor(file);
    const environments = await this.#chosen(labels);
    return this.#run(document, environments, () => true);
  }

  /** Runs the one query that begins on a line (counted from 0). */
  async one(file: unknown, line: unknown, labels: unknown): Promise<Summary> {
    this.#trust.require();
    const document = await documentFor(file);
    const environments = await this.#chosen(labels);
    return this.#run(document, environments, (check) => check.line - 1 === line);
  }

  async #chosen(labels: unknown): Promise<readonly WorkspaceEnvironment[]> {
    await this.#environments.ready();
    if (!Array.isArray(labels)) return pickEnvironments(this.#environments, l10n.t('Run Verification Queries on'));
    return labels.flatMap((label) => (typeof label === 'string' ? (this.#environments.find(label) ?? []) : []));
  }

  async #run(
    document: TextDocument,
    environments: readonly WorkspaceEnvironment[],
    isWanted: (check: Check) => boolean,
  ): Promise<Summary> {
    const { parseVerification } = await import('../../verification/parse');
    const version = document.version;
    const checks = (await parseVerification(document.getText())).filter(isWanted);
    if (checks.length === 0) throw new HelpfulError(l10n.t('There is no query to run in {0}.', document.uri.path));
    const board = new Map(checks.map((check) => [check, new Map<string, QueryAnswer>()]));
    await window.withProgress(
      {
        location: checks.length * environments.length > 1 ? ProgressLocation.Notification : ProgressLocation.Window,
        title: l10n.t('Running verification queries'),
        cancellable: true,
      },
      async (progress, token) => {
        const cancelled = new AbortController();
        token.onCancellationRequested(() => {
          cancelled.abort();
        });
        await Promise.all(
          environments.map((environment) =>
            this.#runOn(environment, checks, cancelled.signal, (check, answer) => {
              progress.report({ message: `${environment.label}: ${check.title}` });
              board.get(check)?.set(environment.label, answer);
              // An answer to a text that has been changed meanwhile would stand in the wrong place.
              if (document.version === version) this.#show(document, check, environments, board);
            }),
          ),
        );
        cancelled.signal.throwIfAborted();
      },
    );
    return tellFailures(board);
  }

  async #runOn(
    environment: WorkspaceEnvironment,
    checks: readonly Check[],
    signal: AbortSignal,
    hear: (check: Check, answer: QueryAnswer) => void,
  ): Promise<void> {
    const [{ connect }, { runChecks }] = await Promise.all([
      import('../../environments/connection'),
      import('../../verification/run'),
    ]);
    try {
      const connection = await this.#access.use(environment, true, (password) =>
        connect(environment.environment, {
          ...sessionOptions(environment, this.#log),
          readOnly: true,
          signal,
          password,
        }),
      );
      try {
        for await (const result of runChecks(checks, connection, signal)) {
          hear(result.check, answerOf(environment, result));
        }
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (isCancelled(error) || signal.aborted) return;
      // One environment that can't be reached does not keep the others from answering.
      this.#log.error(error instanceof Error ? error : String(error));
      for (const check of checks) hear(check, failureOf(environment, error));
    }
  }

  async #showExpectation(check: Check): Promise<string | null> {
    if (check.expectation === null) return null;
    const { describeExpectation } = await import('../../verification/expectation');
    return describeExpectation(check.expectation);
  }

  #show(
    document: TextDocument,
    check: Check,
    environments: readonly WorkspaceEnvironment[],
    board: ReadonlyMap<Check, ReadonlyMap<string, QueryAnswer>>,
  ): void {
    const version = document.version;
    void this.#showExpectation(check).then((expected) => {
      if (document.version !== version) return;
      this.#answers.show(document.uri, {
        line: document.positionAt(check.end).line,
        title: check.title,
        expected,
        answers: environments.flatMap(({ label }) => board.get(check)?.get(label) ?? []),
      });
    });
  }
}

function answerOf(
  { label }: WorkspaceEnvironment,
  { outcome, actual, result, milliseconds }: CheckResult,
): QueryAnswer {
  return {
    environment: label,
    outcome,
    actual,
    columns: result?.columns ?? [],
    rows: result?.rows ?? [],
    milliseconds,
  };
}

function failureOf({ label }: WorkspaceEnvironment, error: unknown): QueryAnswer {
  const { message, hint } = explain(error);
  return { environment: label, outcome: 'error', actual: `${message} ${hint}`, columns: [], rows: [], milliseconds: 0 };
}

/** Success is seen under the queries; only a failure is worth a notification. */
function tellFailures(board: ReadonlyMap<Check, ReadonlyMap<string, QueryAnswer>>): Summary {
  const answers = [...board.values()].flatMap((each) => [...each.values()]);
  const bad = answers.filter(({ outcome }) => outcome === 'failed' || outcome === 'error');
  if (bad.length > 0) {
    const where = [...new Set(bad.map(({ environment }) => environment))].join(', ');
    void window.showWarningMessage(
      l10n.t('{0} of {1} answers are not as expected, on {2}.', bad.length, answers.length, where),
    );
  }
  return { passed: answers.filter(({ outcome }) => outcome === 'passed').length, failed: bad.length };
}

async function documentFor(file: unknown): Promise<TextDocument> {
  if (typeof file === 'string') return workspace.openTextDocument(Uri.parse(file));
  if (file instanceof Uri) return workspace.openTextDocument(file);
  const open = window.activeTextEditor?.document;
  if (open !== undefined && isVerification(open)) return open;
  const files = await workspace.findFiles('**/verification/*.sql', '**/node_modules/**');
  if (files.length === 0) {
    throw new HelpfulError(
      l10n.t(
        'No verification queries were found. Generate them from a drift, or put a file into supabase/verification.',
      ),
    );
  }
  const item = await window.showQuickPick(
    files.map((uri) => ({ label: workspace.asRelativePath(uri), uri })).sort((a, b) => b.label.localeCompare(a.label)),
    { title: l10n.t('Run Verification Queries of') },
  );
  if (item === undefined) throw new Dismissed();
  const document = await workspace.openTextDocument(item.uri);
  await window.showTextDocument(document);
  return document;
}
