/** What a comment says about the answer of a query. */
export type Expectation =
  { readonly kind: 'value'; readonly value: string | null } | { readonly kind: 'rows'; readonly count: number };

/** One query of a verification file. */
export interface Check {
  /** From `-- verify: …`, else the query's first line. */
  readonly title: string;
  readonly sql: string;
  /** Where the query stands in its file, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The line of the query's first word, counted from 1. */
  readonly line: number;
  /** Null: the query is run and shown, not judged. */
  readonly expectation: Expectation | null;
}

/** A verification file that cannot be run as it is; the message names the line. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  constructor(
    message: string,
    /** Counted from 1. */
    readonly line: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
