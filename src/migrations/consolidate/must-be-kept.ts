import { MigrationError } from '../errors';

/** Files do what the master file could not do in their place. */
export class MustBeKept extends MigrationError {
  /**
   * @param reasons one for each line
   * @param files their names, where they are known
   */
  constructor(
    readonly reasons: readonly string[],
    readonly files: readonly string[],
  ) {
    super(
      [
        ...reasons,
        'Name such files with --keep: they stay, and run after the master file. One that makes both tables and rows has to be split first. Nothing was written.',
      ].join('\n'),
    );
  }
}
