const AUTHENTICATION = 'R'.charCodeAt(0);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);

/** Authentication messages that ask the client for nothing: ok, and the last one of SASL. */
const ASKS_NOTHING = [0, 12];

/** Follows what a PostgreSQL server sends, to know when its answer is complete. */
export class BackendMessages {
  #unfinished: Buffer = Buffer.alloc(0);

  /** Takes the next bytes. Out: whether it is the client's turn now. */
  push(bytes: Uint8Array): boolean {
    this.#unfinished = Buffer.concat([this.#unfinished, bytes]);
    let complete = false;
    while (this.#unfinished.length >= 5) {
      const length = 1 + this.#unfinished.readInt32BE(1);
      if (this.#unfinished.length < length) break;
      const type = this.#unfinished[0];
      complete =
        type === READY_FOR_QUERY ||
        (type === AUTHENTICATION && !ASKS_NOTHING.includes(this.#unfinished.readInt32BE(5)));
      this.#unfinished = this.#unfinished.subarray(length);
    }
    return complete && this.#unfinished.length === 0;
  }
}
