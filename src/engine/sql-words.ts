const WORD =
  /--[^\n]*|\/\*[^]*?\*\/|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\$((?:[\p{L}_][\p{L}\p{N}_]*)?)\$[^]*?\$\1\$|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|[\d.]*\d\w*|::|\S/gu;

/**
 * The words, literals, comments and signs of a text, without the white space between them. What they mean is not asked:
 * only PostgreSQL knows.
 */
export function wordsOf(sql: string): readonly string[] {
  return sql.match(WORD) ?? [];
}

/** The same text for all definitions of a function that differ in white space alone, outside of literals and comments. */
export function withoutLayout(definition: string): string {
  const parts = wordsOf(definition).map((word) => {
    const [, quote, body] = /^(\$\w*\$)([^]*)\1$/.exec(word) ?? [];
    return quote === undefined || body === undefined ? word : `${quote}${wordsOf(body).map(closed).join(' ')}${quote}`;
  });
  return parts.join(' ');
}

/** A comment that goes on to the end of its line needs that end. */
function closed(word: string): string {
  return word.startsWith('--') ? `${word.trimEnd()}\n` : word;
}
