import { type Disposable, EventEmitter } from 'vscode';
import { ReportDocument } from './report-document';

/** Shows what a consolidation will do. */
export class ConsolidationReport implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #document: ReportDocument;
  #text = '';

  constructor() {
    this.#document = new ReportDocument({
      scheme: 'schema-drift-consolidation',
      title: 'Consolidation',
      onDidChange: this.#changed.event,
      text: () => Promise.resolve(this.#text),
    });
  }

  /** @param text in Markdown */
  async show(text: string): Promise<void> {
    this.#text = text;
    this.#changed.fire();
    await this.#document.open();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#document.dispose();
  }
}
