import { NotText, readTextFile } from '../environments/text-file';
import { type Application, prepareApplication } from './apply';
import { MigrationError } from './errors';
import type { Recordable } from './history-sql';

/** A migration file, split into statements. */
export interface PreparedFile {
  readonly name: string;
  readonly application: Application;
  readonly recordable: Recordable;
}

/** A migration that has a file and a version. */
export interface FileToPrepare {
  readonly name: string;
  readonly path: string;
  readonly version: string;
  readonly title: string;
}

/**
 * Reads a migration file and splits it.
 * @throws MigrationError that names the file, for one that cannot be read, parsed, or run without psql
 */
export async function prepareFile({ name, path, version, title }: FileToPrepare): Promise<PreparedFile> {
  try {
    const application = await prepareApplication(await readTextFile(path));
    const statements = application.statements.map(({ text }) => text);
    return { name, application, recordable: { version, title, statements } };
  } catch (error) {
    const reason = error instanceof NotText ? 'It is not UTF-8 text.' : error instanceof Error ? error.message : '';
    throw new MigrationError(`${name} cannot be used. ${reason}`, { cause: error });
  }
}
