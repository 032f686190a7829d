/*
 * PostgreSQL writes an array that is cast as a whole (`x IN ('a', 'b')` with a varchar) as
 * `(ARRAY['a'::varchar, …])::text[]`, and reads that as a cast of each element, `ARRAY[('a'::varchar)::text, …]`.
 * Both mean the same, so they are no difference; and what is created shall be the very expression of the source.
 */

/** Texts and quoted names, in which brackets mean nothing, and the characters that structure an expression. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|[[\](),]/g;

const WHOLE = '(ARRAY[';

/** A constant with its type. */
const CONSTANT = /^E?'(?:[^']|'')*'::([^']+)$/;

/** The type that follows the array. */
const CAST_TO = /^\)::((?:"(?:[^"]|"")*"|[\w$. ])+)\[\]/;

/** `(ARRAY[…])::type[]` in a text: from the first character to the bracket that closes the array. */
interface ArrayCast {
  readonly start: number;
  readonly close: number;
  readonly elements: readonly string[];
}

/** In the order in which they end: what is inside another comes before it. */
function* arrayCasts(sql: string): Generator<ArrayCast> {
  const open: { at: number; element: number; elements: string[] }[] = [];
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    const inside = open.at(-1);
    if (token === '(' || token === '[') open.push({ at: index, element: index + 1, elements: [] });
    else if (token === ',' && inside !== undefined) {
      inside.elements.push(sql.slice(inside.element, index).trim());
      inside.element = index + 1;
    } else if ((token === ')' || token === ']') && inside !== undefined) {
      open.pop();
      const start = inside.at - WHOLE.length + 1;
      if (token === ')' || !sql.startsWith(WHOLE, start) || !sql.startsWith(')::', index + 1)) continue;
      yield { start, close: index, elements: [...inside.elements, sql.slice(inside.element, index).trim()] };
    }
  }
}

/** SQL that PostgreSQL parses into the very expression it was written from: the array's own type stands in between. */
export function keepArrayCasts(sql: string): string {
  if (!sql.includes(WHOLE)) return sql;
  let kept = '';
  let done = 0;
  for (const { close, elements } of arrayCasts(sql)) {
    const type = CONSTANT.exec(elements[0] ?? '')?.[1];
    if (type === undefined) continue;
    kept += `${sql.slice(done, close + 1)}::${type}[]`;
    done = close + 1;
  }
  return kept + sql.slice(done);
}

/** Whether two texts are the same, however the casts of their arrays are written. */
export function isSameText(a: string, b: string): boolean {
  if (a === b) return true;
  return (a.includes(WHOLE) || b.includes(WHOLE)) && spread(a) === spread(b);
}

/** With each element cast instead of the array. */
function spread(sql: string): string {
  for (const { start, close, elements } of arrayCasts(sql)) {
    const [cast, type] = CAST_TO.exec(sql.slice(close + 1)) ?? [];
    if (cast === undefined || type === undefined) continue;
    const list = elements.map((element) => `(${element})::${type}`).join(', ');
    return spread(`${sql.slice(0, start)}ARRAY[${list}]${sql.slice(close + 1 + cast.length)}`);
  }
  return sql;
}
