/** Work that is under way, or what came of it. */
interface Shared<T> {
  readonly content: string;
  readonly answer: Promise<T>;
  readonly unwanted: AbortController;
  isRunning: boolean;
  /** How many wait for it. */
  waiting: number;
  ending?: NodeJS.Timeout;
}

/** The last work of a kind, for all who ask for the same: they wait for it together, or get what came of it. */
export class SharedWork<T> {
  readonly #keptMs: number;
  readonly #graceMs: number;
  #last: Shared<T> | null = null;

  /**
   * @param keptMs how long what came of it is kept
   * @param graceMs how long it goes on when nobody waits any more: who leaves may come back for the same
   */
  constructor(keptMs: number, graceMs: number) {
    this.#keptMs = keptMs;
    this.#graceMs = graceMs;
  }

  /**
   * @param content equal for work that gives the same
   * @param start begins it; its signal says when nobody wants it any more
   * @param signal of who asks
   * @throws what the work throws, and the reason of who leaves as soon as they do
   */
  async share(
    content: string,
    start: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    signal?.throwIfAborted();
    const shared = this.#last?.content === content ? this.#last : this.#begin(content, start);
    clearTimeout(shared.ending);
    shared.waiting += 1;
    try {
      return await orAborted(shared.answer, signal);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0 && shared.isRunning) this.#letGo(shared);
    }
  }

  #begin(content: string, start: (signal: AbortSignal) => Promise<T>): Shared<T> {
    if (this.#last?.waiting === 0) this.#end(this.#last);
    const unwanted = new AbortController();
    const shared: Shared<T> = { content, answer: start(unwanted.signal), unwanted, isRunning: true, waiting: 0 };
    this.#last = shared;
    shared.answer.then(
      () => {
        this.#keep(shared);
      },
      () => {
        this.#forget(shared);
      },
    );
    return shared;
  }

  #keep(shared: Shared<T>): void {
    shared.isRunning = false;
    const forget = setTimeout(() => {
      this.#forget(shared);
    }, this.#keptMs);
    forget.unref();
  }

  /** Of another content than the last one, nobody will ask for it again. */
  #letGo(shared: Shared<T>): void {
    if (this.#last !== shared) this.#end(shared);
    else
      shared.ending = setTimeout(() => {
        this.#end(shared);
      }, this.#graceMs);
  }

  #end(shared: Shared<T>): void {
    clearTimeout(shared.ending);
    this.#forget(shared);
    shared.unwanted.abort();
  }

  #forget(shared: Shared<T>): void {
    if (this.#last === shared) this.#last = null;
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', leave, { once: true });
    void work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
  });
}
