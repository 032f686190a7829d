import { l10n, Uri, window } from 'vscode';
import type { ObjectId } from '../../engine/model';
import { withAncestors } from '../../migrations/file-objects';
import type { Activity } from '../activity';
import type { CatalogStore } from '../catalog-store';
import type { ComparisonSession } from '../comparison';
import type { EnvironmentStore } from '../environment-store';
import { HelpfulError } from '../helpful-error';
import type { MigrationStore } from '../migration-store';
import type { SchemaView } from '../schema-view';
import { ViewId } from '../view-ids';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { environmentArgument, objectArgument } from './node-argument';

/** Opens the migration file that made an object. */
export class OpenOriginCommand {
  readonly #environments: EnvironmentStore;
  readonly #catalogs: CatalogStore;
  readonly #session: ComparisonSession;
  readonly #store: MigrationStore;
  readonly #activity: Activity;

  constructor(
    environments: EnvironmentStore,
    catalogs: CatalogStore,
    session: ComparisonSession,
    store: MigrationStore,
    activity: Activity,
  ) {
    this.#environments = environments;
    this.#catalogs = catalogs;
    this.#session = session;
    this.#store = store;
    this.#activity = activity;
  }

  /** @param argument a row of the Environments or of the Drift view, or a difference's id */
  async run(argument: unknown): Promise<void> {
    const id = objectArgument(argument);
    if (id === undefined) throw new HelpfulError(l10n.t('Pick an object in the Environments or the Drift view first.'));
    const { environment, schema } = await this.#sideOf(argument, id);
    const file = await this.#originOf(environment, withAncestors(id, schema));
    if (file === undefined || file === null)
      throw new HelpfulError(
        file === null
          ? l10n.t('No migration file makes {0}.', id)
          : l10n.t('It is not known which migration file makes {0}: the migrations do not replay to their end.', id),
      );
    await window.showTextDocument(Uri.file(file));
  }

  async #originOf(
    environment: WorkspaceEnvironment,
    ids: readonly ObjectId[],
  ): Promise<ReturnType<MigrationStore['originOf']>> {
    const known = this.#store.originOf(environment, ids);
    if (known !== undefined) return known;
    await this.#activity.run(ViewId.Migrations, (signal) => this.#store.replay(environment.folder, signal));
    return this.#store.originOf(environment, ids);
  }

  async #sideOf(argument: unknown, id: ObjectId): Promise<{ environment: WorkspaceEnvironment; schema: SchemaView }> {
    const environment = typeof argument === 'string' ? undefined : environmentArgument(this.#environments, argument);
    if (environment !== undefined) {
      const { visible } = await this.#activity.run(ViewId.Environments, (signal) =>
        this.#catalogs.get(environment, { signal, mayAsk: true }),
      );
      return { environment, schema: visible };
    }
    const { drift, pair } = this.#session.requireCompared();
    return drift.source.objects.has(id)
      ? { environment: pair.source, schema: drift.source }
      : { environment: pair.target, schema: drift.target };
  }
}
