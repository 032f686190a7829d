import type { Expectation } from './check';

const TITLE = /^--\s*verify\s*:\s*(.*)$/i;
const VALUE = /^--\s*expect\s*:(.*)$/i;
const ROWS = /^--\s*expect\s+rows\s*:\s*(\d+)\s*$/i;
const NO_ROWS = /^--\s*expect\s+no\s+rows\s*\.?$/i;
const ANY_EXPECTATION = /^--\s*expect\b/i;

/** What one comment line means to a verification. */
export type Remark =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'expectation'; readonly expectation: Expectation }
  | { readonly kind: 'unknown expectation' };

/** Reads one line of a comment; undefined when it is meant for people alone. */
export function readRemark(line: string): Remark | undefined {
  const text = line.trim();
  const title = TITLE.exec(text)?.[1];
  if (title !== undefined) return { kind: 'title', title: title.trim() };
  const rows = ROWS.exec(text)?.[1];
  if (rows !== undefined) return { kind: 'expectation', expectation: { kind: 'rows', count: Number(rows) } };
  if (NO_ROWS.test(text)) return { kind: 'expectation', expectation: { kind: 'rows', count: 0 } };
  const value = VALUE.exec(text)?.[1]?.trim();
  if (value) return { kind: 'expectation', expectation: { kind: 'value', value: valueOf(value) } };
  return ANY_EXPECTATION.test(text) ? { kind: 'unknown expectation' } : undefined;
}

/** `null` is SQL's null; a text that is empty, is itself that word, or has blanks at its ends, is written in quotes. */
function valueOf(text: string): string | null {
  if (text.toLowerCase() === 'null') return null;
  const quoted = /^'((?:[^']|'')*)'$/.exec(text)?.[1];
  return quoted === undefined ? text : quoted.replaceAll("''", "'");
}

/** An expectation for people. */
export function describeExpectation(expectation: Expectation): string {
  if (expectation.kind === 'value') return expectation.value ?? 'null';
  if (expectation.count === 0) return 'no rows';
  return expectation.count === 1 ? '1 row' : `${expectation.count} rows`;
}
