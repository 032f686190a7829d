import { l10n } from 'vscode';

/** Thrown when an untrusted workspace asks for what only a trusted one may do. */
export class UntrustedWorkspaceError extends Error {
  override readonly name = 'UntrustedWorkspaceError';
}

/**
 * Keeps an untrusted workspace from connecting: its checked-in files name the servers, and could send a stored password
 * to a foreign one.
 */
export class Trust {
  readonly #isTrusted: () => boolean;

  constructor(isTrusted: () => boolean) {
    this.#isTrusted = isTrusted;
  }

  get granted(): boolean {
    return this.#isTrusted();
  }

  /** Throws UntrustedWorkspaceError in an untrusted workspace. */
  require(): void {
    if (!this.granted) {
      throw new UntrustedWorkspaceError(
        l10n.t('This workspace is not trusted, so Schema Drift does not connect to its databases.'),
      );
    }
  }
}
