/**
 * Translates places in a text: PostgreSQL's parser counts bytes of UTF-8, its messages count characters, JavaScript
 * counts UTF-16 units, people count lines and columns.
 */
export class TextPositions {
  readonly #bytes: Uint32Array | null;
  readonly #lineStarts: readonly number[];

  constructor(readonly text: string) {
    // Plain ASCII, the ordinary case, needs no table: all counts agree.
    this.#bytes = hasOnlyAscii(text) ? null : byteOffsets(text);
    this.#lineStarts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
  }

  /** From an offset in bytes to one in UTF-16 units. */
  fromBytes(bytes: number): number {
    if (this.#bytes === null) return Math.min(bytes, this.text.length);
    return lastAtMost(this.#bytes, bytes);
  }

  /** From an offset in UTF-16 units to one in bytes. */
  toBytes(offset: number): number {
    if (this.#bytes === null) return offset;
    return this.#bytes[Math.min(offset, this.text.length)] ?? 0;
  }

  /** From an offset in characters (an emoji is one) to one in UTF-16 units. */
  fromCharacters(characters: number): number {
    let offset = 0;
    for (let count = 0; count < characters && offset < this.text.length; count++) {
      offset += (this.text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
    }
    return offset;
  }

  /** Both start at 1. */
  lineAndColumn(offset: number): { readonly line: number; readonly column: number } {
    const line = lastAtMost(this.#lineStarts, offset);
    return { line: line + 1, column: offset - (this.#lineStarts[line] ?? 0) + 1 };
  }
}

function hasOnlyAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** For each UTF-16 unit the byte where it starts, and at the end the whole length. */
function byteOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    offsets[index] = bytes;
    const code = text.charCodeAt(index);
    // The two halves of a surrogate pair share four bytes.
    if (code < 0x80) bytes += 1;
    else if (code < 0x800 || isSurrogate(code)) bytes += 2;
    else bytes += 3;
  }
  offsets[text.length] = bytes;
  return offsets;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** The index of the last entry of an ascending list that is not greater. */
function lastAtMost(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
