import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  l10n,
  type TextDocumentContentProvider,
  type Uri,
  workspace,
} from 'vscode';
import type { Disposing } from '../disposing';
import type { CatalogStore } from '../catalog-store';
import type { ComparisonSession } from '../comparison';
import type { EnvironmentStore } from '../environment-store';
import type { Held } from '../schema-thread/contract';
import type { SchemaWork } from '../schema-work';
import { explain } from '../error-text';
import { DOCUMENT_SCHEME, documentOf } from './object-uri';
import { HelpfulError } from '../helpful-error';

/** Writes the DDL of an object as a read-only document, and writes it again when the schema has been read anew. */
export class ObjectDocuments implements TextDocumentContentProvider, Disposable {
  readonly #environments: EnvironmentStore;
  readonly #catalogs: CatalogStore;
  readonly #session: ComparisonSession;
  readonly #work: SchemaWork;
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposing[];

  readonly onDidChange = this.#changed.event;

  constructor(environments: EnvironmentStore, catalogs: CatalogStore, session: ComparisonSession, work: SchemaWork) {
    this.#environments = environments;
    this.#catalogs = catalogs;
    this.#session = session;
    this.#work = work;
    this.#disposables = [
      this.#changed,
      catalogs.onDidChange((label) => {
        if (catalogs.phaseOf(label) === 'read') this.#renew((environment) => environment === label);
      }),
      session.onDidChangeState(() => {
        if (session.drift !== undefined) this.#renew(() => true);
      }),
    ];
  }

  async provideTextDocumentContent(uri: Uri, token: CancellationToken): Promise<string> {
    const document = documentOf(uri);
    if (document === undefined) return '';
    try {
      return await this.#work.definition(await this.#heldOf(document.environment, token), document.id);
    } catch (error) {
      const { message, hint } = explain(error);
      return comment(l10n.t('{0} could not be read from {1}.', document.id, document.environment), message, hint);
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  /** The schema as the comparison saw it: what it ignores is not shown as a difference. Else as it was read. */
  async #heldOf(label: string, token: CancellationToken): Promise<Held> {
    const { drift, pair } = this.#session;
    if (drift !== undefined && pair?.source.label === label) return { drift: drift.key, side: 'source' };
    if (drift !== undefined && pair?.target.label === label) return { drift: drift.key, side: 'target' };
    await this.#environments.ready();
    const environment = this.#environments.find(label);
    if (environment === undefined) throw new HelpfulError(l10n.t('There is no environment named {0}.', label));
    const cancelled = new AbortController();
    token.onCancellationRequested(() => {
      cancelled.abort();
    });
    // A diff that was left open is restored when a window opens: a person who did nothing is asked for nothing.
    return { schema: (await this.#catalogs.get(environment, { signal: cancelled.signal, mayAsk: false })).key };
  }

  #renew(concerns: (environment: string) => boolean): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme !== DOCUMENT_SCHEME) continue;
      const document = documentOf(uri);
      if (document !== undefined && concerns(document.environment)) this.#changed.fire(uri);
    }
  }
}

function comment(...lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => `-- ${line}\n`)
    .join('');
}
