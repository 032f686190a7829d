import type { CatalogObject } from '../../engine/model';
import type { ViewedObject } from '../schema-view';
import { detailOf } from './object-detail';

/** What of an object is copied to the extension host. */
export function viewedObject(object: CatalogObject): ViewedObject {
  const { id, kind, schema, name, parents, facts } = object;
  const position = typeof facts.position === 'number' ? facts.position : 0;
  return { id, kind, schema, name, parents, detail: detailOf(object), position };
}
