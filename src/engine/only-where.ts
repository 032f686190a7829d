import { literal } from './quote';
import type { Row } from './reader';
import type { Part } from './reading';

/**
 * The same part, whose query PostgreSQL plans and runs only where a condition is true: one that finds nothing costs its
 * planning all the same, and most kinds are in few schemas. A text runs as a query by `query_to_xml`
 * (https://www.postgresql.org/docs/current/functions-xml.html#FUNCTIONS-XML-MAPPING), each row as its text.
 * A server that was built without libxml refuses it as a feature that it does not support.
 */
export function onlyWhere(condition: string, { sql, take }: Part): Part {
  const rows = literal(`SELECT k::text AS r FROM (${sql}) k`);
  return {
    sql: `SELECT CASE WHEN ${condition} THEN pg_catalog.query_to_xml(${rows}, false, true, '')::text END`,
    take: ([xml]) => {
      for (const [, row = ''] of (xml ?? '').matchAll(/<r>([^<]*)<\/r>/g)) take(fieldsOf(unescaped(row)));
    },
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', '#x0d': '\r' };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp|#x0d);/g, (_, name: string) => ENTITIES[name] ?? '');
}

/** `(a,,"b ""c""")` → its fields: what is empty is null, in quotes both `"` and `\` are written twice. */
function fieldsOf(row: string): Row {
  const fields = `${row.slice(1, -1)},`.matchAll(/(?:"([^"]*(?:""[^"]*)*)"|([^,"]*)),/g);
  return Array.from(
    fields,
    ([, quoted, plain = '']) => quoted?.replace(/(["\\])\1/g, '$1') ?? (plain === '' ? null : plain),
  );
}
