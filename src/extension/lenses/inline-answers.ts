import {
  type Disposable,
  MarkdownString,
  Position,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextEditor,
  ThemeColor,
  type DecorationOptions,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { Disposing } from '../disposing';
import { answersAsMarkdown, shortAnswer } from './answer-text';
import type { AnsweredQuery, QueryAnswer } from './query-answer';

const COLORS: Readonly<Record<QueryAnswer['outcome'], string>> = {
  passed: 'testing.iconPassed',
  failed: 'testing.iconFailed',
  shown: 'descriptionForeground',
  error: 'errorForeground',
};

const SPACE = '\u00a0';

/** Shows answers under their queries, until the text is changed. */
export class InlineAnswers implements Disposable {
  readonly #type = window.createTextEditorDecorationType({ isWholeLine: false });
  readonly #documents = new Map<string, Map<number, AnsweredQuery>>();
  readonly #disposables: Disposing[];

  constructor() {
    this.#disposables = [
      this.#type,
      workspace.onDidChangeTextDocument((event) => {
        this.#forgetChanged(event);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#documents.delete(uri.toString())),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#decorate(editor);
      }),
    ];
  }

  /** Shows answers; earlier ones to the same query go. */
  show(uri: Uri, answered: AnsweredQuery): void {
    const key = uri.toString();
    const queries = this.#documents.get(key) ?? new Map<number, AnsweredQuery>();
    this.#documents.set(key, queries.set(answered.line, answered));
    this.#redecorate(key);
  }

  /** What is shown in a document, by line. */
  answersIn(uri: Uri): readonly AnsweredQuery[] {
    return [...(this.#documents.get(uri.toString())?.values() ?? [])].sort((a, b) => a.line - b.line);
  }

  clear(uri?: Uri): void {
    for (const key of uri === undefined ? [...this.#documents.keys()] : [uri.toString()]) {
      this.#documents.delete(key);
      this.#redecorate(key);
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  /** Answers are those to the text as it was. */
  #forgetChanged({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length > 0 && this.#documents.has(document.uri.toString())) this.clear(document.uri);
  }

  #redecorate(key: string): void {
    for (const editor of window.visibleTextEditors) {
      if (editor.document.uri.toString() === key) this.#decorate(editor);
    }
  }

  #decorate(editor: TextEditor): void {
    const queries = this.answersIn(editor.document.uri);
    editor.setDecorations(
      this.#type,
      queries.flatMap((answered) => decorationsFor(editor.document, answered)),
    );
  }
}

function decorationsFor(document: TextDocument, answered: AnsweredQuery): DecorationOptions[] {
  const line = Math.min(lineUnder(document, answered.line), document.lineCount - 1);
  const end = document.lineAt(line).range.end;
  const hover = new MarkdownString(answersAsMarkdown(answered));
  return answered.answers.map((answer, index) => ({
    range: new Range(new Position(line, 0), end),
    ...(index === 0 ? { hoverMessage: hover } : {}),
    renderOptions: {
      after: {
        contentText: shortAnswer(answer, answered.expected).replaceAll(' ', SPACE),
        color: new ThemeColor(COLORS[answer.outcome]),
        margin: index === 0 && line !== answered.line ? '0' : '0 0 0 2em',
      },
    },
  }));
}

/** An empty line under a query has room for its answers; else they stand behind it. */
function lineUnder(document: TextDocument, line: number): number {
  const below = line + 1;
  return below < document.lineCount && document.lineAt(below).isEmptyOrWhitespace ? below : line;
}
