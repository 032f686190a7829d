import { readFile } from 'node:fs/promises';

/** A file that holds no text in UTF-8 or UTF-16. */
export class NotText extends Error {
  constructor() {
    super('not text');
    this.name = 'NotText';
  }
}

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark (what PowerShell's `>` writes).
 * @throws NotText, or the system's error
 */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readFile(file);
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new NotText();
  }
}
