import { grantsOf } from './grants';
import { textOf, type Catalog, type CatalogObject, type ObjectId } from './model';
import { roleId } from './reader';
import { kindOf } from './registry';

/** The catalog with what each object owes to roles: its owner, who has grants on it, whom a policy names. */
export function withRoleDependencies(catalog: Catalog): Catalog {
  const dependencies = new Map(catalog.dependencies);
  for (const object of catalog.objects.values()) {
    const roles = rolesOf(object).filter((id) => id !== object.id && catalog.objects.has(id));
    if (roles.length === 0) continue;
    dependencies.set(object.id, [...new Set([...(dependencies.get(object.id) ?? []), ...roles])].sort());
  }
  return { ...catalog, dependencies };
}

function rolesOf(object: CatalogObject): readonly ObjectId[] {
  const named = kindOf(object.kind).roles?.(object) ?? [];
  return [textOf(object.attributes.owner), ...Object.keys(grantsOf(object.attributes)), ...named].map(roleId);
}
