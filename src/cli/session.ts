/** 0: no drift, or done. 1: drift found, or an expectation failed. 2: it could not be done. */
export type ExitCode = 0 | 1 | 2;

/** What a command has to do with the world. */
export interface Session {
  /** The folder whose schema-drift.json counts, and that relative paths start from. */
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** True when the result goes to a terminal that shows color. */
  readonly color: boolean;
  /** Writes the result, and a line break, to stdout; done when it has been handed over. */
  result(text: string): Promise<void>;
  /** Writes progress or a message, one line or more, to stderr. */
  say(text: string): void;
}

/** A command that was called in a way that makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
