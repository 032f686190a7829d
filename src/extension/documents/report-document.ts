import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  workspace,
} from 'vscode';
import type { Disposing } from '../disposing';

/** What a report is about. */
export interface ReportSource {
  /** Its address has a scheme of its own. */
  readonly scheme: string;
  /** The name of the tab. */
  readonly title: string;
  readonly onDidChange: Event<void>;
  /** What it says now, in Markdown. */
  text(): Promise<string>;
}

/** A report that VS Code's Markdown preview shows, and that follows what it is about. */
export class ReportDocument implements TextDocumentContentProvider, Disposable {
  readonly #source: ReportSource;
  readonly #uri: Uri;
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposing[];

  readonly onDidChange = this.#changed.event;

  constructor(source: ReportSource) {
    const { scheme, title } = source;
    this.#source = source;
    this.#uri = Uri.from({ scheme, path: `/${title}.md` });
    this.#disposables = [
      this.#changed,
      source.onDidChange(() => {
        this.#changed.fire(this.#uri);
      }),
      workspace.registerTextDocumentContentProvider(scheme, this),
    ];
  }

  async provideTextDocumentContent(): Promise<string> {
    return this.#source.text();
  }

  async open(): Promise<void> {
    await commands.executeCommand('markdown.showPreview', this.#uri);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}
