/** PostgreSQL cuts names after so many bytes. */
export const LONGEST_NAME = 63;

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** As much of a text as fits into so many bytes: its beginning, or its end. */
export function clip(text: string, bytes: number, keep: 'beginning' | 'end' = 'beginning'): string {
  const characters = Array.from(text);
  while (bytesOf(characters.join('')) > bytes) {
    if (keep === 'beginning') characters.pop();
    else characters.shift();
  }
  return characters.join('');
}
