import type { EmbeddedSession } from '../../environments/embedded/session';

/** A database on its way, or ready. */
interface Waiting {
  readonly name: string;
  /** Null when it did not come up. */
  readonly opened: Promise<EmbeddedSession | null>;
  readonly unwanted: AbortController;
  readonly idle: NodeJS.Timeout;
}

/**
 * One embedded PostgreSQL that is made ready before anybody asks for it. Who takes it has it alone, so that no replay
 * sees what another one did; what nobody takes in time ends, and gives back its memory.
 */
export class SpareDatabase {
  readonly #idleMs: number;
  #waiting: Waiting | null = null;

  /** @param idleMs how long it waits to be taken */
  constructor(idleMs: number) {
    this.#idleMs = idleMs;
  }

  /** Makes one ready in the background, in place of the one before. @param name what is in it */
  prepare(name: string, open: (signal: AbortSignal) => Promise<EmbeddedSession>): void {
    if (this.#waiting?.name === name) return;
    this.end();
    const unwanted = new AbortController();
    const idle = setTimeout(() => {
      this.end();
    }, this.#idleMs);
    this.#waiting = { name, opened: open(unwanted.signal).catch(() => null), unwanted, idle };
  }

  /**
   * The one of this name, if there is one. Who takes it must stop its server, and can't be sure that it still runs.
   * @param signal ends what it does from then on
   */
  async take(name: string, signal: AbortSignal | undefined): Promise<EmbeddedSession | null> {
    if (this.#waiting?.name !== name) return null;
    const { opened, unwanted, idle } = this.#waiting;
    this.#waiting = null;
    clearTimeout(idle);
    const abort = (): void => {
      unwanted.abort();
    };
    signal?.addEventListener('abort', abort, { once: true });
    return opened;
  }

  /** Ends the one that waits. */
  end(): void {
    if (this.#waiting === null) return;
    const { opened, unwanted, idle } = this.#waiting;
    this.#waiting = null;
    clearTimeout(idle);
    unwanted.abort();
    void opened.then((spare) => spare?.server.stop());
  }
}
