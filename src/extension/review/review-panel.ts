import { commands, Uri, type Disposable, type WebviewPanel } from 'vscode';
import type { Difference, ObjectId } from '../../engine/model';
import type { Planned } from '../../protocol/comparison';
import { receiveFromReview, type HostMessage, type ReviewMessage } from '../../protocol/messages';
import type { Log } from '../log';
import type { ProofModel, ReviewModel } from './model';
import { reviewPage, webviewFolder } from './page';
import {
  presentComparison,
  presentDetails,
  presentPlan,
  presentProof,
  presentRefusal,
  type KindLabel,
} from './present';

/** How long the choice must rest before it is planned: ticks come in bursts. */
const PLAN_AFTER_MS = 120;

/** Drift Review in one editor tab: shows the model, and passes on what the person does. */
export class ReviewPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #extensionUri: Uri;
  readonly #model: ReviewModel;
  readonly #proof: ProofModel;
  readonly #labelOf: (kind: string) => KindLabel;
  readonly #log: Log;
  readonly #disposables: Disposable[] = [];
  /** False until the webview's script runs, and again while the tab is hidden: messages would be lost. */
  #listening = false;
  /** The last tick that came from the webview. */
  #ticks = 0;
  #takingTicks = false;
  #planTimer: NodeJS.Timeout | undefined;
  #toShow: ObjectId | undefined;

  constructor(
    panel: WebviewPanel,
    extensionUri: Uri,
    models: { readonly review: ReviewModel; readonly proof: ProofModel },
    labelOf: (kind: string) => KindLabel,
    log: Log,
  ) {
    this.#panel = panel;
    this.#extensionUri = extensionUri;
    const { review: model, proof } = models;
    this.#model = model;
    this.#proof = proof;
    this.#labelOf = labelOf;
    this.#log = log;
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewFolder(extensionUri)] };
    this.#disposables.push(
      panel.webview.onDidReceiveMessage((data: unknown) => {
        this.#receive(data);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#listening = false;
      }),
      panel.onDidDispose(() => {
        this.dispose();
      }),
      model.onDidChangeState(() => {
        this.#describe();
        this.#sendAll();
      }),
      model.onDidChangeChosen(() => {
        if (!this.#takingTicks) this.#sendChosen();
        this.#planSoon();
      }),
      model.onDidChangeStrategy(() => {
        this.#sendStrategy();
        this.#planSoon();
      }),
      proof.onDidChange(() => {
        this.#sendProof();
      }),
    );
    this.#describe();
    panel.webview.html = reviewPage(panel.webview, extensionUri);
  }

  get onDidDispose(): WebviewPanel['onDidDispose'] {
    return this.#panel.onDidDispose;
  }

  /** Brings the tab to the front, and one difference into view. */
  reveal(id?: ObjectId): void {
    this.#panel.reveal();
    if (id === undefined) return;
    this.#toShow = id;
    this.#sendToShow();
  }

  dispose(): void {
    clearTimeout(this.#planTimer);
    this.#listening = false;
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
    this.#panel.dispose();
  }

  /** The tab's title and icon. A webview tab can't be decorated, so a protected target colors the icon. */
  #describe(): void {
    const state = this.#model.state;
    const known = state.phase !== 'none';
    this.#panel.title = known ? `Drift: ${state.source.name} → ${state.target.name}` : 'Drift Review';
    const icon = (theme: string) => Uri.joinPath(webviewFolder(this.#extensionUri), `tab-${theme}.svg`);
    this.#panel.iconPath =
      known && state.target.protected ? icon('protected') : { light: icon('light'), dark: icon('dark') };
  }

  #receive(data: unknown): void {
    const received = receiveFromReview(data);
    if ('problem' in received) {
      this.#log.warn(`Drift Review: ${received.problem}`);
      return;
    }
    this.#act(received.message).catch((error: unknown) => {
      this.#log.error(`Drift Review: ${received.message.type} failed`, error);
    });
  }

  async #act(message: ReviewMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#ticks = 0;
        this.#sendAll();
        return;
      case 'choose':
        this.#choose(message.number, message.add, message.remove);
        return;
      case 'useStrategy':
        await this.#model.useStrategy(message.strategy);
        return;
      case 'acceptRename':
      case 'refuseRename':
      case 'undoRename':
        await commands.executeCommand(`schemaDrift.${message.type}`, message.rename);
        return;
      case 'showDetails':
        await this.#sendDetails(message.id);
        return;
      case 'openNativeDiff':
        await commands.executeCommand('schemaDrift.openDifference', message.id);
        return;
      case 'refresh':
        await this.#model.compare();
        return;
      case 'cancel':
        this.#model.cancel();
        return;
      case 'swap':
        await this.#model.swap();
        return;
      case 'chooseEnvironments':
        await commands.executeCommand('schemaDrift.compare');
        return;
      case 'prove':
        await commands.executeCommand('schemaDrift.proveMigration');
        return;
      case 'generateMigration':
        await commands.executeCommand('schemaDrift.generateMigration');
        return;
      case 'generateVerification':
        await commands.executeCommand('schemaDrift.generateVerificationQueries');
        return;
      case 'showLog':
        await commands.executeCommand('schemaDrift.showLog');
        return;
      case 'log':
        this.#log[message.level](`Drift Review: ${message.message}`);
        return;
    }
  }

  #choose(number: number, add: readonly ObjectId[], remove: readonly ObjectId[]): void {
    this.#ticks = number;
    const known = new Set(this.#differences().map((difference) => difference.id));
    const chosen = new Set(this.#model.chosen);
    for (const id of remove) chosen.delete(id);
    for (const id of add) if (known.has(id)) chosen.add(id);
    this.#takingTicks = true;
    try {
      this.#model.choose(chosen);
    } finally {
      this.#takingTicks = false;
    }
    // The plan acknowledges the tick, even where the choice is the same as before.
    this.#planSoon();
  }

  #differences(): readonly Difference[] {
    return this.#model.state.phase === 'compared' ? this.#model.state.drift.differences : [];
  }

  #sendAll(): void {
    this.#send({ type: 'comparison', comparison: presentComparison(this.#model.state, this.#labelOf) });
    if (this.#model.state.phase !== 'compared') return;
    this.#sendChosen();
    this.#sendStrategy();
    this.#sendProof();
    this.#sendToShow();
    this.#planSoon();
  }

  #sendChosen(): void {
    this.#send({ type: 'chosen', after: this.#ticks, ids: [...this.#model.chosen] });
  }

  #sendStrategy(): void {
    this.#send({ type: 'strategy', strategy: this.#model.strategy });
  }

  #sendProof(): void {
    this.#send({ type: 'proof', proof: presentProof(this.#proof.state) });
  }

  #sendToShow(): void {
    if (this.#toShow === undefined || !this.#listening || this.#model.state.phase !== 'compared') return;
    this.#send({ type: 'show', id: this.#toShow });
    this.#toShow = undefined;
  }

  async #sendDetails(id: ObjectId): Promise<void> {
    const state = this.#model.state;
    const difference = this.#differences().find((candidate) => candidate.id === id);
    if (difference === undefined) {
      this.#send({
        type: 'detailsFailed',
        id,
        message: `${id} is not part of this comparison. Refresh to see it again.`,
      });
      return;
    }
    let answer: HostMessage;
    try {
      const source = difference.status === 'extra' ? '' : await this.#model.definition('source', id);
      const target = difference.status === 'missing' ? '' : await this.#model.definition('target', id);
      answer = { type: 'details', details: presentDetails(difference, source, target) };
    } catch (error) {
      this.#log.error(`Drift Review: the definition of ${id} could not be written`, error);
      const reason = error instanceof Error ? error.message : String(error);
      answer = { type: 'detailsFailed', id, message: `The definition of ${id} could not be written: ${reason}` };
    }
    // A newer comparison asks again.
    if (this.#model.state === state) this.#send(answer);
  }

  #planSoon(): void {
    clearTimeout(this.#planTimer);
    if (!this.#listening || this.#model.state.phase !== 'compared') return;
    this.#planTimer = setTimeout(() => {
      void this.#sendPlan();
    }, PLAN_AFTER_MS);
  }

  async #sendPlan(): Promise<void> {
    const after = this.#ticks;
    const state = this.#model.state;
    let planned: Planned;
    try {
      planned = presentPlan(await this.#model.plan());
    } catch (error) {
      planned = presentRefusal(error);
      this.#log.warn(`Drift Review: the choice could not be planned: ${String(error)}`);
    }
    if (this.#model.state === state) this.#send({ type: 'planned', after, planned });
  }

  #send(message: HostMessage): void {
    if (this.#listening) void this.#panel.webview.postMessage(message);
  }
}
