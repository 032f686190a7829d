import { MigrationError } from '../errors';

/** Files do what the master file could not do in their place. */
export class MustBeKept extends MigrationError {
  /** @param files their names, where they are known */
  constructor(
    message: string,
    readonly files: readonly string[],
  ) {
    super(message);
  }
}
