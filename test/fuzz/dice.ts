import { randomNumbers } from '../support/random';

/** Random choices that are the same for the same seed. */
export class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomNumbers(seed);
  }

  /** True in so many of one cases. */
  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** A whole number from 0, less than the limit. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  /** One of the list, which must not be empty. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** One or more of the list, in any order. */
  some<T>(list: readonly [T, ...T[]]): [T, ...T[]] {
    const first = this.pick(list);
    return [first, ...list.filter((each) => each !== first && this.chance(0.4))];
  }

  /** The text, or nothing. */
  maybe(share: number, text: string): string {
    return this.chance(share) ? text : '';
  }
}
