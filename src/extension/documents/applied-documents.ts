import { type Disposable, EventEmitter, l10n, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { Disposing } from '../disposing';
import { explain } from '../error-text';
import type { MigrationStore } from '../migration-store';

/** The scheme of read-only documents that show what was applied of a migration file. */
const SCHEME = 'schema-drift-applied';

/** The address of what a database recorded of a file: that of the file, else VS Code would take it for a renamed one. */
export function appliedUri(file: Uri, environment: string, version: string): Uri {
  return file.with({ scheme: SCHEME, query: new URLSearchParams({ environment, version }).toString() });
}

/** Writes what databases recorded of migrations as read-only documents, and writes it again when more is known. */
export class AppliedDocuments implements TextDocumentContentProvider, Disposable {
  readonly #store: MigrationStore;
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposing[];

  readonly onDidChange = this.#changed.event;

  constructor(store: MigrationStore) {
    this.#store = store;
    this.#disposables = [
      this.#changed,
      store.onDidChange(() => {
        for (const { uri } of workspace.textDocuments) if (uri.scheme === SCHEME) this.#changed.fire(uri);
      }),
      workspace.registerTextDocumentContentProvider(SCHEME, this),
    ];
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const query = new URLSearchParams(uri.query);
    const environment = query.get('environment') ?? '';
    const recorded = this.#store.recordedIn(environment, query.get('version') ?? '');
    // A comparison that was left open is restored when a window opens: no database was asked by then.
    if (recorded === null)
      return l10n.t('-- What was applied to {0} is not known now. Refresh Migrations asks it.', environment);
    const [{ appliedText }, { readTextFile }] = await Promise.all([
      import('../../migrations/applied-text'),
      import('../../environments/text-file'),
    ]);
    try {
      return await appliedText(recorded, await readTextFile(Uri.file(uri.path).fsPath));
    } catch (error) {
      return `-- ${explain(error).message}`;
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}
