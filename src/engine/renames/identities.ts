import type { Members } from '../kind';
import { kindNameOf, type Attributes, type Catalog, type CatalogObject, type ObjectId } from '../model';
import { childId, idPart } from '../reader';
import { KINDS } from '../registry';

/** The identity without kind and signature: `public.users.email`. */
export function pathOf(object: CatalogObject): string {
  return object.id.slice(object.kind.length + 1, object.id.length - signatureOf(object).length);
}

/** The identity that the object has under another name. */
export function idNamed(object: CatalogObject, name: string): ObjectId {
  const before = object.id.length - signatureOf(object).length - idPart(object.name).length;
  return object.id.slice(0, before) + idPart(name) + signatureOf(object);
}

/** What follows the name: a function's argument types in parentheses. A cast has no name beside it. */
export function signatureOf({ id, kind, schema, name, parents }: CatalogObject): string {
  if (id.startsWith(`${kind}:(`)) return id.slice(kind.length + 1);
  const within = [
    ...parents.slice(0, 1).map((parent) => parent.slice(parent.indexOf(':') + 1)),
    ...(schema === null ? [] : [idPart(schema)]),
  ];
  const start = within.map((path) => `${kind}:${path}.${idPart(name)}`).find((each) => id.startsWith(each));
  return id.slice((start ?? `${kind}:${idPart(name)}`).length);
}

/** One name inside an object. */
export interface Member {
  readonly owner: CatalogObject;
  readonly name: string;
  readonly members: Members<Attributes>;
}

/** The member that an identity means, if it means one that the catalog has. */
export function findMember({ objects }: Catalog, id: ObjectId): Member | undefined {
  const kind = KINDS.find(({ members }) => members?.kind === kindNameOf(id));
  const members = kind?.members;
  if (members === undefined) return undefined;
  for (const owner of objects.values()) {
    if (owner.kind !== kind?.name) continue;
    const name = members.names(owner).find((each) => childId(members.kind, owner.id, each) === id);
    if (name !== undefined) return { owner, name, members };
  }
  return undefined;
}
