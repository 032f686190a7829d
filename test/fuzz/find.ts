import { Client } from 'pg';
import type { Pair } from '../corpus/pair';
import type { RoundTrip } from '../corpus/round-trip';
import type { PostgresServer, TestDatabase } from '../support/database-server';
import { pairOf, type Line } from './pair';

/** A pair that does not come out as it should. */
export interface Find {
  readonly direction: 'old to new' | 'new to old';
  readonly pair: Pair;
  /** What the judge says. */
  readonly problem: string;
}

/** Says what is wrong with a pair, in both directions. */
export type Judge = (pair: Pair) => Promise<Pick<RoundTrip, 'forward' | 'backward'>>;

/** What the seed stands for. */
export type LinesOf = (seed: number) => readonly Line[];

/** Tries pairs of random schemas on a server. */
export class Fuzzer {
  readonly #database: TestDatabase;
  readonly #scratch: Client;
  readonly #linesOf: LinesOf;
  readonly #judge: Judge;

  private constructor(database: TestDatabase, scratch: Client, linesOf: LinesOf, judge: Judge) {
    this.#database = database;
    this.#scratch = scratch;
    this.#linesOf = linesOf;
    this.#judge = judge;
  }

  /** Makes a database on the server, in which PostgreSQL says which statements it takes. */
  static async open(server: PostgresServer, linesOf: LinesOf, judge: Judge): Promise<Fuzzer> {
    const database = await server.createDatabase();
    const scratch = new Client({ connectionString: database.url });
    await scratch.connect();
    return new Fuzzer(database, scratch, linesOf, judge);
  }

  async close(): Promise<void> {
    await this.#scratch.end();
    await this.#database.drop();
  }

  /** The pair of the seed, there and back. Out: what is wrong; null where all is well. */
  async try(seed: number): Promise<Find | null> {
    return this.#judged(this.#linesOf(seed));
  }

  /** The same find with as few statements as it takes, as far as it gets until then. */
  async minimise(seed: number, find: Find, until: Date): Promise<Find> {
    let [lines, smallest] = [this.#linesOf(seed), find];
    for (let size = Math.ceil(lines.length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < lines.length && new Date() < until;) {
        const fewer = lines.toSpliced(at, size);
        const still = await this.#judged(fewer);
        if (still?.direction === find.direction) [lines, smallest] = [fewer, still];
        else at += size;
      }
    }
    return smallest;
  }

  async #judged(lines: readonly Line[]): Promise<Find | null> {
    const pair = await pairOf('random', lines, this.#scratch);
    const { forward, backward } = await this.#judge(pair);
    if (forward !== null) return { direction: 'old to new', pair, problem: forward };
    return backward === null ? null : { direction: 'new to old', pair, problem: backward };
  }
}
