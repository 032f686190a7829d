/** A migration that cannot be written, named or applied; the message is for the person. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
