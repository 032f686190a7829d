import type { Catalog, CatalogObject, ObjectId } from '../../engine/model';
import { ident, qualified } from '../../engine/quote';
import { childrenByParent } from '../../engine/read';
import type { Connection } from '../../environments/session';

/** What a table, a column or a sequence holds. */
export interface Content {
  /** How many rows there are, or where the sequence stands; empty for a column. */
  readonly amount: string;
  /** Equal where all values are equal, in whatever order the rows come. */
  readonly values: string;
}

export type Contents = ReadonlyMap<ObjectId, Content>;

/**
 * What all tables, their columns and all sequences hold, in one message. A column is told apart so that one whose
 * values are never the same (now(), random()) does not hide the others.
 * @throws EnvironmentError
 */
export async function readContents(catalog: Catalog, session: Connection): Promise<Contents> {
  const children = childrenByParent(catalog);
  const asked = [...catalog.objects.values()].flatMap((object) => {
    if (object.kind === 'sequence') return [sequenceQuery(object)];
    if (object.kind !== 'table') return [];
    const columns = (children.get(object.id) ?? []).filter(({ kind }) => kind === 'column');
    return [tableQuery(object, columns)];
  });
  if (asked.length === 0) return new Map();
  // How a value is written depends on settings, which a file may have changed.
  const settings = ['RESET ALL', "SET search_path = ''"];
  const results = await session.query([...settings, ...asked.map(({ query }) => query)].join(';\n'));
  return new Map(
    asked.flatMap(({ ids }, at) => {
      const [amount, ...values] = results[at + settings.length]?.[0] ?? [];
      return ids.map((id, index) => {
        return [id, { amount: (index === 0 ? amount : null) ?? '', values: values[index] ?? '' }] as const;
      });
    }),
  );
}

interface ContentQuery {
  /** What its answer is about: first an amount, then values for each. */
  readonly ids: readonly ObjectId[];
  readonly query: string;
}

function sequenceQuery({ id, schema, name }: CatalogObject): ContentQuery {
  return { ids: [id], query: `SELECT last_value || ' ' || is_called FROM ${qualified(schema, name)}` };
}

function tableQuery({ id, schema, name }: CatalogObject, columns: readonly CatalogObject[]): ContentQuery {
  // By name: the order of columns is another thing.
  const ordered = [...columns].sort((a, b) => (a.name < b.name ? -1 : 1));
  const values = ordered.map((column) => `t.${ident(column.name)}`);
  const digests = [`ROW(${values.join()})`, ...values].map(digestOfAll);
  return {
    ids: [id, ...ordered.map((column) => column.id)],
    query: `SELECT pg_catalog.count(*)::text, ${digests.join()} FROM ${qualified(schema, name)} t`,
  };
}

/** A sum does not ask for an order. */
function digestOfAll(value: string): string {
  return `pg_catalog.sum(pg_catalog.hashtextextended(${value}::text COLLATE "C", 0)::numeric)::text`;
}
