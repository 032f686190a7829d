import { commands, l10n, ProgressLocation, window } from 'vscode';
import type { Proof } from '../../proof/prove';
import { CommandId } from '../command-ids';
import type { Log } from '../log';
import type { MigrationProof } from '../migration-proof';

/** Proves what is chosen of the drift on a scratch copy, and says what came out. */
export class ProveMigrationCommand {
  readonly #proof: MigrationProof;
  readonly #log: Log;

  constructor(proof: MigrationProof, log: Log) {
    this.#proof = proof;
    this.#log = log;
  }

  /** Throws EnvironmentError, PlanRefused. */
  async run(): Promise<Proof> {
    const progress = {
      location: ProgressLocation.Notification,
      title: l10n.t('Proving the migration on a scratch copy…'),
      cancellable: true,
    };
    const proof = await window.withProgress(progress, (_, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      return this.#proof.run(cancelled.signal);
    });
    const { proofText } = await import('../../reports/proof-text');
    const text = proofText(proof, { color: false });
    this.#log.info(text);
    const [first = ''] = text.split('\n');
    const say = proof.outcome === 'proved' ? window.showInformationMessage : window.showWarningMessage;
    const show = l10n.t('Show in Drift Review');
    void say(first, show).then((answer) =>
      answer === show ? commands.executeCommand(CommandId.OpenReview) : undefined,
    );
    return proof;
  }
}
