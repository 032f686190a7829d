import type { CatalogObject, Difference, Drift, ObjectId } from '../model';
import { partsByParent } from '../parts';
import { kindOf } from '../registry';

/** Definitions are compared as PostgreSQL writes them while nothing is on the search path: then every name is qualified. */
const QUALIFIED = "CASE pg_catalog.set_config('search_path', '', true) WHEN ''";

/**
 * For each difference a query that is true on a database that is as the source is.
 * `-- verify:` names it, `-- expect:` says what it answers there.
 */
export function renderVerification(drift: Drift, chosen?: ReadonlySet<ObjectId>): string {
  const parts = partsByParent(drift);
  return drift.differences
    .filter(({ id }) => chosen === undefined || chosen.has(id))
    .map((difference) => check(drift, difference, parts.get(difference.id) ?? []))
    .join('\n');
}

function check({ source, target }: Drift, { id, status }: Difference, parts: readonly ObjectId[]): string {
  const object = source.objects.get(id) ?? target.objects.get(id);
  if (object === undefined) return '';
  const { label } = kindOf(object.kind);
  const name = `${label.one} ${id.slice(id.indexOf(':') + 1)}`.replace(/\s+/g, ' ');
  const [title, conditions] =
    status === 'extra'
      ? [`${name} is gone`, [isGone(object)]]
      : [
          `${name} is as it should be`,
          [isThere(object), ...parts.flatMap((part) => partCondition(part, source, target))],
        ];
  const condition = conditions.join('\n  AND ');
  return `-- verify: ${title}\n-- expect: t\nSELECT ${QUALIFIED} THEN\n  ${condition}\nEND AS ok;\n`;
}

function partCondition(id: ObjectId, source: Drift['source'], target: Drift['target']): string[] {
  const wanted = source.objects.get(id);
  const actual = target.objects.get(id);
  if (wanted !== undefined) return [isThere(wanted)];
  return actual === undefined ? [] : [isGone(actual)];
}

function isThere(object: CatalogObject): string {
  return `COALESCE(${kindOf(object.kind).verify(object)}, false)`;
}

function isGone(object: CatalogObject): string {
  return `NOT ${isThere(object)}`;
}
