import { commands, l10n, type Uri, window } from 'vscode';
import type { Difference, ObjectId } from '../../engine/model';
import type { DriftView, SchemaView } from '../schema-view';
import type { ComparisonSession, Pair } from '../comparison';
import { objectUri } from '../documents/object-uri';
import { Dismissed } from '../multi-step';
import { parentIn } from '../trees/catalog-index';
import { labelInSchema } from '../trees/drift-index';
import { presentationOf } from '../trees/kind-presentation';
import { isGuarded, type WorkspaceEnvironment } from '../workspace-environment';
import { objectArgument } from './node-argument';
import { HelpfulError } from '../helpful-error';

/** More diffs in one editor take long to open. */
const MANY = 300;

/** Opens differences in VS Code's own diff editors: the target as it is on the left, the source as it should be right. */
export class OpenDifferenceCommand {
  readonly #session: ComparisonSession;

  constructor(session: ComparisonSession) {
    this.#session = session;
  }

  /** Opens one difference: that of the id or row it is called with, else one that the person picks. */
  async one(argument?: unknown): Promise<void> {
    const { drift, pair } = this.#session.requireCompared();
    const difference = await this.#differenceFor(drift, argument);
    await openDiff(pair, difference.id, labelInSchema(difference));
  }

  /** Opens the outermost object that a difference belongs to: the table of a column, with all that belongs to it. */
  async whole(argument?: unknown): Promise<void> {
    const { drift, pair } = this.#session.requireCompared();
    const id = shownWith(drift, await this.#differenceFor(drift, argument));
    const object = drift.source.objects.get(id) ?? drift.target.objects.get(id);
    await openDiff(pair, id, object?.name ?? id);
  }

  /** Opens all differences in one editor; what differs within a table as one entry, the table. */
  async all(): Promise<void> {
    const { drift, pair } = this.#session.requireCompared();
    const ids = [...new Set(drift.differences.map((difference) => shownWith(drift, difference)))];
    if (ids.length === 0) throw new HelpfulError(l10n.t('There is no drift to open.'));
    if (ids.length > MANY && !(await isSure(ids.length))) throw new Dismissed();
    const entries = ids.map((id): [Uri, Uri | undefined, Uri | undefined] => {
      const left = drift.target.objects.has(id) ? sideUri(pair.target, id) : undefined;
      const right = drift.source.objects.has(id) ? sideUri(pair.source, id) : undefined;
      return [right ?? left ?? sideUri(pair.source, id), left, right];
    });
    await commands.executeCommand('vscode.changes', titleOf(l10n.t('Drift'), pair), entries);
  }

  async #differenceFor(drift: DriftView, argument: unknown): Promise<Difference> {
    const id = objectArgument(argument);
    if (id === undefined) return pickDifference(drift);
    const difference = drift.differences.find((each) => each.id === id);
    if (difference === undefined) throw new HelpfulError(l10n.t('{0} is not among the differences.', id));
    return difference;
  }
}

/** The object that a difference is seen in when all are shown at once: the outermost that it belongs to. */
export function shownWith(drift: DriftView, difference: Difference): ObjectId {
  const catalog: SchemaView = drift.source.objects.has(difference.id) ? drift.source : drift.target;
  let object = catalog.objects.get(difference.id);
  for (let parent = object; parent !== undefined; parent = parentIn(catalog, parent)) object = parent;
  return object?.id ?? difference.id;
}

async function openDiff(pair: Pair, id: ObjectId, name: string): Promise<void> {
  const title = titleOf(name, pair);
  await commands.executeCommand('vscode.diff', sideUri(pair.target, id), sideUri(pair.source, id), title, {
    preview: true,
  });
}

function sideUri(environment: WorkspaceEnvironment, id: ObjectId): Uri {
  return objectUri({ environment: environment.label, id, guarded: isGuarded(environment) });
}

function titleOf(name: string, { source, target }: Pair): string {
  return `${name} (${target.label} ↔ ${source.label})`;
}

async function pickDifference(drift: DriftView): Promise<Difference> {
  const item = await window.showQuickPick(
    drift.differences.map((difference) => ({
      label: `$(${presentationOf(difference.kind).icon}) ${labelInSchema(difference)}`,
      description: [difference.schema, difference.kind.replaceAll('_', ' '), difference.status]
        .filter(Boolean)
        .join(' · '),
      difference,
    })),
    { title: l10n.t('Open Difference'), matchOnDescription: true },
  );
  if (item === undefined) throw new Dismissed();
  return item.difference;
}

async function isSure(count: number): Promise<boolean> {
  const open = l10n.t('Open All');
  const answer = await window.showWarningMessage(
    l10n.t('Open {0} differences in one editor?', count),
    { modal: true, detail: l10n.t('That can take a while. Drift Review shows many differences faster.') },
    open,
  );
  return answer === open;
}
