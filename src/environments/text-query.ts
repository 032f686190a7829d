import type { Connection, Submittable } from 'pg';
import type { OnRow, Row } from '../engine/reader';

/** What one statement gave; every value is PostgreSQL's text. */
export interface ResultSet {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Such as SELECT or ALTER. */
  readonly command: string;
  readonly rowCount: number;
}

/**
 * One message of SQL, of one or more statements, for `Client.query`. The driver's own query makes an object of each row
 * and converts each value by its type; a catalog has half a million values, and PostgreSQL's text is what is wanted.
 * The handlers are those that the driver calls on a query.
 */
export class TextQuery implements Submittable {
  /** A result set per statement; rejects with what the driver says. */
  readonly results: Promise<readonly ResultSet[]>;
  /** What `onRow` threw, which `results` rejects with. */
  failure: unknown;
  readonly #done: ResultSet[] = [];
  #columns: string[] = [];
  #rows: Row[] = [];
  #resolve: (results: readonly ResultSet[]) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;

  /** @param onRow hears the rows, which are then not kept */
  constructor(
    private readonly sql: string,
    private readonly onRow?: OnRow,
  ) {
    this.results = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.sql);
  }

  handleRowDescription({ fields }: { fields: readonly { name: string }[] }): void {
    this.#columns = fields.map(({ name }) => name);
  }

  handleDataRow({ fields }: { fields: Row }): void {
    if (this.onRow === undefined) {
      this.#rows.push(fields);
      return;
    }
    if (this.failure !== undefined) return;
    try {
      this.onRow(this.#done.length, fields);
    } catch (error) {
      this.failure = error;
    }
  }

  /** `INSERT 0 5`: the word, and the last number. */
  handleCommandComplete({ text }: { text: string }): void {
    const count = /\d+$/.exec(text)?.[0];
    this.#finish(/^\w*/.exec(text)?.[0] ?? '', count === undefined ? this.#rows.length : Number(count));
  }

  handleEmptyQuery(): void {
    this.#finish('', 0);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.#resolve(this.#done);
    else this.#reject(this.failure);
  }

  handleError(error: unknown): void {
    this.#reject(error);
  }

  /** COPY FROM STDIN: there is nothing to send. */
  handleCopyInResponse(connection: { sendCopyFail(reason: string): void }): void {
    connection.sendCopyFail('there is no input to copy');
  }

  /** COPY TO STDOUT: not a result set. */
  handleCopyData(): void {
    return;
  }

  #finish(command: string, rowCount: number): void {
    this.#done.push({ columns: this.#columns, rows: this.#rows, command, rowCount });
    this.#columns = [];
    this.#rows = [];
  }
}
