import { commands, l10n, Uri, window } from 'vscode';
import type { MigrationRow } from '../../migrations/status';
import { appliedUri } from '../documents/applied-documents';
import { HelpfulError } from '../helpful-error';
import type { MigrationStore } from '../migration-store';
import { Dismissed } from '../multi-step';

/** A file that was edited after it was applied to a database. */
interface Edited {
  readonly environment: string;
  readonly version: string;
  readonly path: string;
  readonly name: string;
}

/** Opens what was applied of a migration and its file as it is now in VS Code's diff editor. */
export class CompareWithAppliedCommand {
  readonly #store: MigrationStore;

  constructor(store: MigrationStore) {
    this.#store = store;
  }

  /**
   * @param label of the database; the person picks one when it is absent and there are several
   * @param version of the migration; the person picks one when it is absent and there are several
   * Throws when no such file was edited, and Dismissed
   */
  async run({ label, version }: { label: string | undefined; version: string | undefined }): Promise<void> {
    const edited = this.#edited().filter(
      (each) => (label ?? each.environment) === each.environment && (version ?? each.version) === each.version,
    );
    const { environment, path, name, ...of } = await pick(edited);
    const file = Uri.file(path);
    await commands.executeCommand(
      'vscode.diff',
      appliedUri(file, environment, of.version),
      file,
      l10n.t('{0} (applied to {1} ↔ now)', name, environment),
      { preview: true },
    );
  }

  #edited(): readonly Edited[] {
    const rows = this.#store.folders.flatMap(({ status }) => status.migrations);
    return rows.flatMap((row) =>
      editedIn(row, this.#store).flatMap((environment) => {
        const { path, version, name } = row;
        return path === null || version === null ? [] : [{ environment, version, path, name }];
      }),
    );
  }
}

/** The databases that recorded other statements than are in a migration's file now. Prisma records none. */
export function editedIn({ version, cells }: MigrationRow, store: MigrationStore): readonly string[] {
  if (version === null) return [];
  return cells.flatMap(({ environment, state }) =>
    state === 'edited' && store.recordedIn(environment, version) !== null ? [environment] : [],
  );
}

async function pick(edited: readonly Edited[]): Promise<Edited> {
  const [first, ...others] = edited;
  if (first === undefined)
    throw new HelpfulError(
      l10n.t('No migration is known that was edited since it was applied. Refresh Migrations asks the databases.'),
    );
  if (others.length === 0) return first;
  const items = edited.map((each) => ({ label: each.name, description: each.environment, each }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Compare with Applied'),
    matchOnDescription: true,
  });
  if (picked === undefined) throw new Dismissed();
  return picked.each;
}
