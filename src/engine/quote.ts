import { RESERVED } from './reserved-words';

const PLAIN = /^[a-z_][a-z0-9_]*$/;

/** An identifier as SQL needs it: in double quotes unless it is plain lower case and no reserved word. */
export function ident(name: string): string {
  return PLAIN.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A qualified name: `public."Order"`. */
export function qualified(schema: string | null, name: string): string {
  return schema === null ? ident(name) : `${ident(schema)}.${ident(name)}`;
}

/** A text in dollar quotes, with a tag that it does not hold. */
export function dollarQuoted(text: string): string {
  let tag = '$$';
  for (let at = 0; text.includes(tag); at++) tag = `$do${at === 0 ? '' : at}$`;
  return `${tag}${text}${tag}`;
}

/** A string literal that is right whatever `standard_conforming_strings` says. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** A string literal, or NULL. */
export function nullable(text: string | null): string {
  return text === null ? 'NULL' : literal(text);
}
