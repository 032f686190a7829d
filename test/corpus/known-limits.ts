import type { CatalogObject, Drift } from '../../src/engine/model';
import { ident, literal } from '../../src/engine/quote';

/**
 * The one thing that PostgreSQL has no statement for (docs/coverage.md): a column, check or NOT NULL that a table had when
 * it began to inherit it stays the table's own as well. This SQL sets it by hand, so that pg_dump judges all the rest.
 */
export function inheritWhatWasOwn(drift: Drift): string {
  const updates = [...drift.source.objects.values()].flatMap((wanted) => {
    const [table] = wanted.parents;
    const relation = drift.source.objects.get(table ?? '');
    if (relation?.kind !== 'table' || relation.attributes.partition_bound !== null) return [];
    const row = `conrelid = ${literal(`${ident(relation.schema ?? '')}.${ident(relation.name)}`)}::regclass`;
    if (wanted.kind === 'constraint' && wasOwn(wanted, drift))
      return [
        `UPDATE pg_constraint SET conislocal = false WHERE ${row} AND conname = ${literal(wanted.name)} AND coninhcount > 0`,
      ];
    if (wanted.kind !== 'column') return [];
    const attribute = `${row.replace('conrelid', 'attrelid')} AND attname = ${literal(wanted.name)}`;
    return [
      ...(wasOwn(wanted, drift)
        ? [`UPDATE pg_attribute SET attislocal = false WHERE ${attribute} AND attinhcount > 0`]
        : []),
      ...(saysNotNullOnlyThen(wanted, drift)
        ? [
            `UPDATE pg_constraint SET conislocal = false WHERE ${row} AND contype = 'n' AND coninhcount > 0 ` +
              `AND conkey = ARRAY(SELECT attnum FROM pg_attribute WHERE ${attribute})`,
          ]
        : []),
    ];
  });
  return ['SET allow_system_table_mods = on', ...updates].map((statement) => `${statement};\n`).join('');
}

/** What is inherited alone in the source, and was there before, or had to be, when the table began to inherit it. */
function wasOwn(wanted: CatalogObject, drift: Drift): boolean {
  const was = drift.target.objects.get(wanted.id);
  if (wanted.facts.inherited !== true) return false;
  if (was === undefined) return joins(wanted, drift);
  return was.facts.inherited !== true || !wanted.parents.slice(1).some((parent) => was.parents.includes(parent));
}

function saysNotNullOnlyThen(wanted: CatalogObject, drift: Drift): boolean {
  const isInheritedAlone = wanted.attributes.not_null === true && !isOwnNotNull(wanted);
  if (!isInheritedAlone) return false;
  const was = drift.target.objects.get(wanted.id);
  return joins(wanted, drift) || (was?.attributes.not_null === true && isOwnNotNull(was));
}

function isOwnNotNull({ facts }: CatalogObject): boolean {
  return typeof facts.not_null_is_own === 'boolean' ? facts.not_null_is_own : facts.inherited !== true;
}

/** Whether the object's table is there before and begins to inherit from another. */
function joins({ parents: [id = ''] }: CatalogObject, { source, target }: Drift): boolean {
  const was = target.objects.get(id);
  const before = (was?.facts.ancestors ?? []) as readonly string[];
  const after = (source.objects.get(id)?.facts.ancestors ?? []) as readonly string[];
  return was !== undefined && after.some((ancestor) => !before.includes(ancestor));
}
