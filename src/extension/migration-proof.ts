import { type Disposable, EventEmitter, l10n } from 'vscode';
import type { Environment } from '../environments/environment';
import type { Proof } from '../proof/prove';
import type { ComparisonSession } from './comparison';
import type { DatabaseAccess } from './database-access';
import type { Disposing } from './disposing';
import type { EnvironmentStore } from './environment-store';
import { HelpfulError } from './helpful-error';
import type { Log } from './log';
import type { ProofModel, ProofState } from './review/model';
import type { SchemaWork } from './schema-work';
import { sessionOptions } from './session-options';
import type { WorkspaceEnvironment } from './workspace-environment';

/** Whether the migration of the present choice does what it says: what was proved of another choice is forgotten. */
export class MigrationProof implements ProofModel, Disposable {
  readonly #environments: EnvironmentStore;
  readonly #session: ComparisonSession;
  readonly #access: DatabaseAccess;
  readonly #work: SchemaWork;
  readonly #log: Log;
  readonly #changed = new EventEmitter<void>();
  readonly #disposables: readonly Disposing[];
  #state: ProofState = { phase: 'none' };
  #running: AbortController | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(
    environments: EnvironmentStore,
    session: ComparisonSession,
    access: DatabaseAccess,
    work: SchemaWork,
    log: Log,
  ) {
    this.#environments = environments;
    this.#session = session;
    this.#access = access;
    this.#work = work;
    this.#log = log;
    const forget = (): void => {
      this.#running?.abort();
      this.#set({ phase: 'none' });
    };
    this.#disposables = [
      this.#changed,
      session.onDidChangeState(forget),
      session.onDidChangeChosen(forget),
      session.onDidChangeStrategy(forget),
    ];
  }

  get state(): ProofState {
    return this.#state;
  }

  /**
   * Runs the plan on a scratch copy of the target's schema: on the server that schema-drift.json names as `scratch`,
   * else in the embedded PostgreSQL. Throws EnvironmentError, PlanRefused.
   */
  async run(signal: AbortSignal): Promise<Proof> {
    const { drift, pair, planRequest } = this.#session;
    if (drift === undefined || pair === undefined || planRequest.chosen.length === 0)
      throw new HelpfulError(l10n.t('There is nothing to prove. Compare two environments and tick differences first.'));
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#set({ phase: 'proving' });
    let state: ProofState = { phase: 'none' };
    try {
      const scratch = this.#scratchFor(pair.target);
      const options = {
        ...sessionOptions(scratch ?? pair.target, this.#log),
        signal: AbortSignal.any([signal, running.signal]),
      };
      const environment = scratch?.environment ?? null;
      const proof = await this.#access.use(scratch ?? pair.target, scratch !== undefined, (password) =>
        this.#work.prove(drift.key, planRequest, environment, { ...options, password }),
      );
      state = { phase: 'done', proof };
      return proof;
    } finally {
      if (this.#running === running) {
        this.#running = undefined;
        if (!running.signal.aborted) this.#set(state);
      }
    }
  }

  dispose(): void {
    this.#running?.abort();
    for (const each of this.#disposables) each.dispose();
  }

  #scratchFor({ folder }: WorkspaceEnvironment): WorkspaceEnvironment | undefined {
    const location = this.#environments.configurationOf(folder)?.scratch;
    if (location === undefined) return undefined;
    const environment: Environment = { name: 'scratch', kind: 'database', protected: false, location };
    return { label: 'scratch', environment, folder };
  }

  #set(state: ProofState): void {
    if (state.phase === 'none' && this.#state.phase === 'none') return;
    this.#state = state;
    this.#changed.fire();
  }
}
