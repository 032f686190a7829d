import type { Activity } from '../activity';
import type { CatalogStore } from '../catalog-store';
import type { ComparisonSession } from '../comparison';
import type { EnvironmentStore } from '../environment-store';
import type { Trust } from '../trust';
import { ViewId } from '../view-ids';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { pickEnvironment } from './environment-picker';
import { l10n } from 'vscode';

/** Reads configuration and schemas again. */
export class RefreshCommand {
  readonly #environments: EnvironmentStore;
  readonly #catalogs: CatalogStore;
  readonly #session: ComparisonSession;
  readonly #activity: Activity;
  readonly #trust: Trust;

  constructor(
    environments: EnvironmentStore,
    catalogs: CatalogStore,
    session: ComparisonSession,
    activity: Activity,
    trust: Trust,
  ) {
    this.#environments = environments;
    this.#catalogs = catalogs;
    this.#session = session;
    this.#activity = activity;
    this.#trust = trust;
  }

  /** The configuration, every schema that was read before, and the comparison if there is one. */
  async all(): Promise<void> {
    await this.#environments.refresh();
    if (!this.#trust.granted) return;
    const { pair } = this.#session;
    const inPair = new Set([pair?.source.label, pair?.target.label]);
    const wasRead = this.#environments.environments.filter(
      (each) => !inPair.has(each.label) && this.#catalogs.state(each).phase !== 'unread',
    );
    await Promise.all([
      ...(pair === undefined ? [] : [this.#session.compare()]),
      ...wasRead.map((environment) => this.#read(environment)),
    ]);
  }

  /** One schema. Throws EnvironmentError, which the tree shows as well. */
  async one(environment: WorkspaceEnvironment | undefined): Promise<void> {
    this.#trust.require();
    await this.#read(environment ?? (await pickEnvironment(this.#environments, l10n.t('Refresh Environment'))));
  }

  async #read(environment: WorkspaceEnvironment): Promise<void> {
    await this.#activity.run(ViewId.Environments, (signal) =>
      this.#catalogs.read(environment, { signal, mayAsk: true }),
    );
    if (
      this.#session.pair?.source.label === environment.label ||
      this.#session.pair?.target.label === environment.label
    ) {
      this.#session.markStale();
    }
  }
}
