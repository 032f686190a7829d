import type { Attributes, Catalog, CatalogObject, Value } from './model';
import type { SameQuery } from './kind';
import { kindOf } from './registry';

/** Whether the two were read from servers of one major version, which say everything alike. */
export function areOfOneMajor(a: Catalog, b: Catalog): boolean {
  const major = ({ server }: Catalog): number => Math.floor(server.version / 10_000);
  return major(a) === major(b);
}

/** The catalog in the words of the other, which another major version wrote, wherever they mean the same. */
export function inWordsOf(other: Catalog, catalog: Catalog, isSameQuery: SameQuery): Catalog {
  const objects = new Map(catalog.objects);
  for (const object of catalog.objects.values()) {
    const counterpart = other.objects.get(object.id);
    const attributes = counterpart && otherWords(object, counterpart, isSameQuery);
    if (attributes !== undefined) objects.set(object.id, { ...object, attributes });
  }
  return { ...catalog, objects };
}

/** The attributes of the object as the other has them, or nothing when there is none to reword. */
function otherWords(object: CatalogObject, other: CatalogObject, isSameQuery: SameQuery): Attributes | undefined {
  const reworded: Record<string, Value> = {};
  for (const [name, meansTheSame] of Object.entries(kindOf(object.kind).meansTheSame ?? {})) {
    const [own = null, others = null] = [object.attributes[name], other.attributes[name]];
    if (own !== others && meansTheSame(own, others, isSameQuery)) reworded[name] = others;
  }
  return Object.keys(reworded).length === 0 ? undefined : { ...object.attributes, ...reworded };
}
