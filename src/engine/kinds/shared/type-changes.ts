const NUMBERS = /^(smallint|integer|bigint|numeric|real|double precision)\b/;
const TEXTS = /^(text|character varying|character|name|([^ ]+\.)?citext)\b/;
const TIMES = /^(date|timestamp|time)\b/;

/** Whether an explicit cast surely exists; text in between works for every pair of types. */
export function castsDirectly(from: string, to: string): boolean {
  if (from.endsWith('[]') !== to.endsWith('[]')) return false;
  if (TEXTS.test(from) || TEXTS.test(to)) return true;
  return [NUMBERS, TIMES].some((family) => family.test(from) && family.test(to)) || base(from) === base(to);
}

/** Whether PostgreSQL converts without being told how: every type to text, and a type to itself of another length. */
export function assignsTo(from: string, to: string): boolean {
  return TEXTS.test(to) || base(from) === base(to);
}

/** Whether casts of the schema's own can stand in for those of PostgreSQL, which may not be for assignments. */
export function mayHaveCasts(from: string, to: string): boolean {
  return from.includes('.') && !TEXTS.test(from) && base(from) !== base(to);
}

/**
 * What becomes of the values of a column when one type is cast to another.
 * - `wider`: PostgreSQL knows that they stay as they are and does not touch them
 * - `same values`: they are written again, and each fits
 * - `rounds`: what the new type has no room for is lost without an error
 * - `other`: they are written again, and one may not fit
 */
export type TypeChange = 'wider' | 'same values' | 'rounds' | 'other';

export function typeChangeBetween(from: string, to: string): TypeChange {
  if (from.endsWith('[]') || to.endsWith('[]')) return 'other';
  if (isWider(from, to)) return 'wider';
  if (INTEGERS.includes(from) && INTEGERS.includes(to)) {
    return INTEGERS.indexOf(from) < INTEGERS.indexOf(to) ? 'same values' : 'other';
  }
  if (NUMBERS.test(from) && NUMBERS.test(to)) return scaleOf(to) < scaleOf(from) ? 'rounds' : 'other';
  if (TIMES.test(from) && TIMES.test(to)) return timeParts(to) < timeParts(from) ? 'rounds' : 'other';
  return TEXTS.test(to) && !to.includes('(') && !to.startsWith('character') && to !== 'name' ? 'same values' : 'other';
}

const INTEGERS = ['smallint', 'integer', 'bigint'];

/** Whether it is text to PostgreSQL, of whatever length. */
export function isText(type: string): boolean {
  return UNBOUNDED_TEXTS.test(type);
}

const UNBOUNDED_TEXTS = /^(text|character varying|([^ ]+\.)?citext)$/;

/** The changes that PostgreSQL's planner support functions find to be none. */
function isWider(from: string, to: string): boolean {
  if (from === to) return true;
  const [before, after] = [modifiers(from), modifiers(to)];
  if (from.startsWith('character varying')) {
    return to === 'text' || (to.startsWith('character varying') && (after[0] ?? Infinity) >= (before[0] ?? Infinity));
  }
  if (isText(from) && isText(to)) return true;
  if (base(from) !== base(to)) return from === 'cidr' && to === 'inet';
  if (from.startsWith('numeric')) {
    if (after.length === 0) return true;
    return before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0) && after[1] === before[1];
  }
  if (/^(timestamp|time|interval|bit varying)/.test(from)) {
    return after.length === 0 || (before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0));
  }
  return false;
}

/** Digits behind the point that a number type keeps; for floating numbers how exact they are. */
function scaleOf(type: string): number {
  if (INTEGERS.includes(type)) return 0;
  if (type === 'real') return 6;
  if (type === 'double precision') return 15;
  const [precision, scale = 0] = modifiers(type);
  return precision === undefined ? Infinity : scale;
}

/** More for a type that says more of a moment. */
function timeParts(type: string): number {
  if (type === 'date') return 0;
  return /^time\b/.test(type) ? 0 : 1 + (modifiers(type)[0] ?? 6);
}

function modifiers(type: string): readonly number[] {
  return (/\((.*?)\)/.exec(type)?.[1] ?? '')
    .split(',')
    .filter((each) => each !== '')
    .map(Number);
}

function base(type: string): string {
  return type.replace(/\(.*?\)/, '');
}
