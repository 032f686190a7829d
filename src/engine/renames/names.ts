import type { Value } from '../model';
import { literal } from '../quote';
import { wordsOf } from '../sql-words';

/** One name that changed, as PostgreSQL's own texts show it. */
export interface ChangedName {
  readonly from: string;
  readonly to: string;
  /** How others write it: `public.users`, alone like a column, or as a literal of this type like an enum's label. */
  readonly written: { readonly schema: string } | 'alone' | { readonly labelOf: string };
  /** True where something else has the old name now. */
  readonly isReused: boolean;
}

interface Token {
  readonly text: string;
  /** What an identifier names; null for everything else. */
  readonly name: string | null;
}

function tokensOf(sql: string): readonly Token[] {
  return wordsOf(sql).map((text) => {
    if (text.startsWith('"')) return { text, name: text.slice(1, -1).replaceAll('""', '"') };
    return { text, name: /^[\p{L}_]/u.test(text) && !text.endsWith("'") ? text : null };
  });
}

/** Queries name their results; such a name stays when a column gets another one. */
const NAMES_RESULTS: ReadonlySet<string> = new Set(['SELECT', 'RETURNING', 'RETURN', 'ATOMIC']);

/**
 * Whether PostgreSQL would write `actual` as `wanted` once the names are changed. In doubt it is not: then the object
 * counts as changed, which is more work and not wrong.
 */
export function isSameAfterRenames(actual: Value, wanted: Value, names: readonly ChangedName[]): boolean {
  if (typeof actual === 'string' && typeof wanted === 'string') return isSameText(actual, wanted, names);
  if (actual === wanted) return true;
  if (typeof actual !== 'object' || typeof wanted !== 'object' || actual === null || wanted === null) return false;
  const [left, right] = [Object.entries(actual), new Map(Object.entries(wanted))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSameAfterRenames(value, right.get(key) ?? null, names))
  );
}

/** Whether a text may hold a name that changed. */
export function mayHold(text: string, names: readonly ChangedName[]): boolean {
  const words = tokensOf(text);
  return words.some((_, at) => names.some((name) => isChangedAt(words, at, name)));
}

function isSameText(actual: string, wanted: string, names: readonly ChangedName[]): boolean {
  const [has, wants] = [tokensOf(actual), tokensOf(wanted)];
  if (has.length !== wants.length) return false;
  const isQuery = has.some(({ text }) => NAMES_RESULTS.has(text));
  const usable = isQuery ? names.filter(({ written }) => written !== 'alone') : names;
  return has.every((token, at) => {
    const other = wants[at];
    if (other === undefined) return false;
    if (token.text === other.text) return !names.some((name) => name.isReused && isChangedAt(has, at, name));
    return (
      usable.some((name) => isChangedAt(has, at, name) && isWritten(other, name)) ||
      isSameRegLiteral(has, wants, at, usable)
    );
  });
}

function isWritten({ text, name }: Token, { to, written }: ChangedName): boolean {
  return typeof written === 'object' && 'labelOf' in written ? text === literal(to) : name === to;
}

/** Whether the word at this place can mean what was renamed. */
function isChangedAt(tokens: readonly Token[], at: number, { from, written }: ChangedName): boolean {
  const word = (offset: number): string | undefined => tokens[at + offset]?.text;
  const name = (offset: number): string | null | undefined => tokens[at + offset]?.name;
  if (typeof written === 'object' && 'labelOf' in written) {
    const type = tokens
      .slice(at + 2, at + 5)
      .map(({ text }) => text)
      .join('');
    return word(0) === literal(from) && word(1) === '::' && type === written.labelOf;
  }
  if (name(0) !== from) return false;
  if (written === 'alone') return word(1) !== '(' && word(-1) !== '::';
  const isQualified = word(-1) === '.' && name(-2) === written.schema && word(-3) !== '.';
  return isQualified || (word(1) === '.' && word(-1) !== '.');
}

/** `'public.users_id_seq'::regclass` is a name too. */
function isSameRegLiteral(
  has: readonly Token[],
  wants: readonly Token[],
  at: number,
  names: readonly ChangedName[],
): boolean {
  const [a, b] = [has[at]?.text ?? '', wants[at]?.text ?? ''];
  const isReg = has[at + 1]?.text === '::' && has[at + 2]?.name?.startsWith('reg') === true;
  return isReg && a.startsWith("'") && b.startsWith("'") && isSameText(a.slice(1, -1), b.slice(1, -1), names);
}

/** Whether a text that PostgreSQL does not look into, such as a function's body, has the name as a word. */
export function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(name)}(?![\\p{L}\\p{N}_])`, 'u').test(text);
}

/** The text with another name wherever `from` stands as a whole; both as they are written there. */
export function withName(text: string, from: string, to: string): string {
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_$"])${escaped(from)}(?![\\p{L}\\p{N}_$"])`, 'gu'), () => to);
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

/** A value with each text in it changed. */
export function eachText(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((each) => eachText(each, change));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, eachText(each, change)]));
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}
