import type { Difference, Drift, ObjectId } from '../model';
import { kindOf } from '../registry';

/** Definitions are compared as PostgreSQL writes them while nothing is on the search path: then every name is qualified. */
const QUALIFIED = "CASE pg_catalog.set_config('search_path', '', true) WHEN ''";

/**
 * For each difference a query that is true on a database that is as the source is.
 * `-- verify:` names it, `-- expect:` says what it answers there.
 */
export function renderVerification(drift: Drift, chosen?: ReadonlySet<ObjectId>): string {
  return drift.differences
    .filter(({ id }) => chosen === undefined || chosen.has(id))
    .map((difference) => check(drift, difference))
    .join('\n');
}

function check(drift: Drift, { id, status }: Difference): string {
  const object = drift.source.objects.get(id) ?? drift.target.objects.get(id);
  if (object === undefined) return '';
  const kind = kindOf(object.kind);
  const isThere = kind.verify(object);
  const name = `${kind.label.one} ${id.slice(id.indexOf(':') + 1)}`.replace(/\s+/g, ' ');
  const [title, condition] =
    status === 'extra'
      ? [`${name} is gone`, `NOT COALESCE(${isThere}, false)`]
      : [`${name} is as it should be`, isThere];
  return `-- verify: ${title}\n-- expect: t\nSELECT ${QUALIFIED} THEN\n  ${condition}\nEND AS ok;\n`;
}
