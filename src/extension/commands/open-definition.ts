import { commands, l10n, window, workspace } from 'vscode';
import type { ObjectId } from '../../engine/model';
import type { ComparisonSession } from '../comparison';
import { objectUri } from '../documents/object-uri';
import type { EnvironmentStore } from '../environment-store';
import { Dismissed } from '../multi-step';
import { objectNode } from '../trees/environment-nodes';
import type { EnvironmentsTree } from '../trees/environments-tree';
import type { EnvironmentsView } from '../trees/environments-view';
import { isGuarded, type WorkspaceEnvironment } from '../workspace-environment';
import { pickEnvironment } from './environment-picker';
import { environmentArgument, objectArgument } from './node-argument';
import { HelpfulError } from '../helpful-error';

/** Shows where an object is, and its DDL as a read-only document. */
export class OpenDefinitionCommand {
  readonly #environments: EnvironmentStore;
  readonly #tree: EnvironmentsTree;
  readonly #view: EnvironmentsView;
  readonly #session: ComparisonSession;

  constructor(
    environments: EnvironmentStore,
    tree: EnvironmentsTree,
    view: EnvironmentsView,
    session: ComparisonSession,
  ) {
    this.#environments = environments;
    this.#tree = tree;
    this.#view = view;
    this.#session = session;
  }

  /** @param argument an id, or a row of the Environments view @param label the environment, for an id */
  async open(argument: unknown, label: unknown): Promise<void> {
    const environment =
      environmentArgument(this.#environments, label) ??
      (typeof argument === 'string' ? undefined : environmentArgument(this.#environments, argument)) ??
      (await pickEnvironment(this.#environments, l10n.t('Open Definition from')));
    const id = objectArgument(argument) ?? (await this.#pickObject(environment));
    const uri = objectUri({ environment: environment.label, id, guarded: isGuarded(environment) });
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }

  /** Shows an object of the comparison in the Environments view, on the side that has it. */
  async reveal(id: ObjectId | undefined): Promise<void> {
    const { drift, pair } = this.#session;
    if (drift === undefined || pair === undefined || id === undefined) {
      throw new HelpfulError(l10n.t('Pick a difference in the Drift view first.'));
    }
    const environment = drift.source.objects.has(id) ? pair.source : pair.target;
    await commands.executeCommand('schemaDrift.environments.focus');
    await this.#view.reveal(objectNode(environment, id));
  }

  async #pickObject(environment: WorkspaceEnvironment): Promise<ObjectId> {
    const ids = await this.#tree.objectsOf(environment);
    const item = await window.showQuickPick(
      ids.map((id) => ({
        label: id.slice(id.indexOf(':') + 1),
        description: id.slice(0, id.indexOf(':')).replaceAll('_', ' '),
        id,
      })),
      { title: l10n.t('Open Definition'), matchOnDescription: true },
    );
    if (item === undefined) throw new Dismissed();
    return item.id;
  }
}
