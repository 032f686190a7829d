import { Client } from 'pg';
import type { Strategy } from '../../src/engine/model';
import type { Pair } from '../corpus/pair';
import { thereAndBack } from '../corpus/round-trip';
import type { PostgresServer, TestDatabase } from '../support/database-server';
import { pairOf, randomLines, type Line } from './pair';

/** A pair that does not come out as it should. */
export interface Find {
  readonly direction: 'old to new' | 'new to old';
  readonly pair: Pair;
  /** What the judge says. */
  readonly problem: string;
}

/** Tries pairs of random schemas on a server, by one strategy. */
export class Fuzzer {
  readonly #server: PostgresServer;
  readonly #database: TestDatabase;
  readonly #scratch: Client;
  readonly #strategy: Strategy;

  private constructor(server: PostgresServer, database: TestDatabase, scratch: Client, strategy: Strategy) {
    this.#server = server;
    this.#database = database;
    this.#scratch = scratch;
    this.#strategy = strategy;
  }

  /** Makes a database on the server, in which PostgreSQL says which statements it takes. */
  static async open(server: PostgresServer, strategy: Strategy = 'usual'): Promise<Fuzzer> {
    const database = await server.createDatabase();
    const scratch = new Client({ connectionString: database.url });
    await scratch.connect();
    return new Fuzzer(server, database, scratch, strategy);
  }

  async close(): Promise<void> {
    await this.#scratch.end();
    await this.#database.drop();
  }

  /** The pair of the seed, there and back. Out: what is wrong; null where all is well. */
  async try(seed: number): Promise<Find | null> {
    return this.#judge(randomLines(seed));
  }

  /** The same find with as few statements as it takes, as far as it gets until then. */
  async minimise(seed: number, find: Find, until: Date): Promise<Find> {
    let [lines, smallest] = [randomLines(seed), find];
    for (let size = Math.ceil(lines.length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < lines.length && new Date() < until;) {
        const fewer = lines.toSpliced(at, size);
        const still = await this.#judge(fewer);
        if (still?.direction === find.direction) [lines, smallest] = [fewer, still];
        else at += size;
      }
    }
    return smallest;
  }

  async #judge(lines: readonly Line[]): Promise<Find | null> {
    const pair = await pairOf('random', lines, this.#scratch);
    const { forward, backward } = await thereAndBack(pair, this.#server, this.#strategy);
    if (forward !== null) return { direction: 'old to new', pair, problem: forward };
    return backward === null ? null : { direction: 'new to old', pair, problem: backward };
  }
}
