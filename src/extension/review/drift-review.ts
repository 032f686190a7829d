import { ViewColumn, window, type Disposable, type ExtensionContext, type WebviewPanel } from 'vscode';
import type { ObjectId } from '../../engine/model';
import { readSavedState, restoreChoice, type SavedState } from '../../protocol/saved-state';
import type { Log } from '../log';
import type { ProofModel, ReviewModel } from './model';
import type { ReviewPanel } from './review-panel';

/** The webview's type; its activation event is `onWebviewPanel:schemaDrift.review`. */
const VIEW_TYPE = 'schemaDrift.review';

/** Opens Drift Review: one tab, on the current comparison. Loads its code when it is first needed. */
export class DriftReview implements Disposable {
  readonly #context: ExtensionContext;
  readonly #model: ReviewModel;
  readonly #proof: ProofModel;
  readonly #log: Log;
  readonly #disposables: Disposable[] = [];
  #panel: Promise<ReviewPanel> | undefined;

  constructor(context: ExtensionContext, model: ReviewModel, proof: ProofModel, log: Log) {
    this.#context = context;
    this.#model = model;
    this.#proof = proof;
    this.#log = log;
    this.#disposables.push(
      window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel: WebviewPanel, data: unknown) => {
          await this.#adopt(panel);
          this.#resume(readSavedState(data));
        },
      }),
    );
  }

  /**
   * Opens the review, or brings it to the front.
   * @param id the difference to show
   */
  async open(id?: ObjectId): Promise<void> {
    this.#panel ??= this.#adopt(
      window.createWebviewPanel(VIEW_TYPE, 'Drift Review', { viewColumn: ViewColumn.Active }, {}),
    );
    (await this.#panel).reveal(id);
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
    const panel = this.#panel;
    this.#panel = undefined;
    void panel?.then((open) => {
      open.dispose();
    });
  }

  #adopt(panel: WebviewPanel): Promise<ReviewPanel> {
    const adopted = this.#load(panel);
    this.#panel = adopted;
    panel.onDidDispose(() => {
      if (this.#panel === adopted) this.#panel = undefined;
    });
    return adopted;
  }

  async #load(panel: WebviewPanel): Promise<ReviewPanel> {
    const [{ ReviewPanel }, { kindOf }] = await Promise.all([
      import('./review-panel'),
      import('../../engine/registry'),
    ]);
    const models = { review: this.#model, proof: this.#proof };
    return new ReviewPanel(panel, this.#context.extensionUri, models, (kind) => kindOf(kind).label, this.#log);
  }

  /** After a reload of the window: the same comparison again, and the same ticks as soon as it succeeds. */
  #resume(saved: SavedState | undefined): void {
    if (!saved?.source || !saved.target || this.#model.state.phase !== 'none') return;
    const { source, target, choice } = saved;
    const restoring = this.#model.onDidChangeState(() => {
      const state = this.#model.state;
      if (state.phase !== 'compared') return;
      restoring.dispose();
      if (choice === null || state.source.name !== source || state.target.name !== target) return;
      this.#model.choose(
        restoreChoice(
          choice,
          state.drift.differences.map((difference) => difference.id),
        ),
      );
    });
    this.#disposables.push(restoring);
    this.#model.compare(source, target).catch((error: unknown) => {
      this.#log.error('Drift Review: the comparison could not be taken up again', error);
    });
  }
}

/** Makes Drift Review available, also to a tab that is still open from before a reload. */
export function registerReview(
  context: ExtensionContext,
  model: ReviewModel,
  proof: ProofModel,
  log: Log,
): DriftReview {
  const review = new DriftReview(context, model, proof, log);
  context.subscriptions.push(review);
  return review;
}
