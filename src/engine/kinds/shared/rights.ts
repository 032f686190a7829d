import { grantsOf, PUBLIC } from '../../grants';
import { hazard } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import { textOf, type Catalog, type CatalogObject, type Hazard, type ObjectId } from '../../model';
import { ident, qualified } from '../../quote';

/** Whether a role has a privilege by what was granted; that it is a superuser or a member of another role is not known. */
export function isGranted({ attributes }: CatalogObject, role: string, privilege: string, byDefault: boolean): boolean {
  if (attributes.owner === role) return true;
  const grants = grantsOf(attributes);
  const has = (grantee: string): boolean =>
    grants[grantee]?.some((each) => ['ALL', 'ALL*', privilege, `${privilege}*`].includes(each)) === true;
  return has(role) || (grants[PUBLIC] === undefined ? byDefault : has(PUBLIC));
}

/**
 * PostgreSQL builds an index with the rights of the table's owner. Who may not execute a function in it, because that
 * was revoked after the index was made, may do so meanwhile.
 * @param build the statements that build the index
 */
export function withRightsOfOwner(
  index: CatalogObject,
  build: readonly Statement[],
  { goal }: PlanContext,
): readonly Statement[] {
  const owner = goal.objects.get(index.parents[0] ?? '')?.attributes.owner;
  if (typeof owner !== 'string') return build;
  const clauses = functionsOf(index, goal)
    .filter((each) => !isGranted(each, owner, 'EXECUTE', true))
    .map(({ schema, name, facts }) => `EXECUTE ON FUNCTION ${qualified(schema, name)}(${textOf(facts.types)})`);
  const isOutside = build.some(({ outsideTransaction }) => outsideTransaction);
  const access = (sql: string): Statement => ({
    sql,
    ...(isOutside && { outsideTransaction: true }),
    hazards: [hazard('CHANGES_ACCESS', index.id, `${owner} may execute its functions while it is built`)],
  });
  return [
    ...clauses.map((clause) => access(`GRANT ${clause} TO ${ident(owner)}`)),
    ...build,
    ...clauses.map((clause) => access(`REVOKE ${clause} FROM ${ident(owner)}`)),
  ];
}

/** Where a view in the query of a materialized one reads what its owner may not: nobody can fill that then. */
export function unreadable(materialized: CatalogObject, { goal }: PlanContext): readonly Hazard[] {
  const { objects, dependencies } = goal;
  const found = new Map<string, Hazard>();
  const seen = new Set<string>();
  const read = (reader: CatalogObject, role: string | null): void => {
    for (const on of dependencies.get(reader.id) ?? []) {
      // Views depend on the columns that they name.
      const used = [on, ...(objects.get(on)?.parents.slice(0, 1) ?? [])].flatMap((id) => objects.get(id) ?? []);
      const relation = used.find(({ kind }) => RELATIONS.has(kind));
      if (relation === undefined || seen.has(`${on} ${role ?? ''}`)) continue;
      seen.add(`${on} ${role ?? ''}`);
      if (role !== null && !used.some((each) => isGranted(each, role, 'SELECT', false))) {
        const message = `${role} needs SELECT on ${relation.name}, which ${reader.name} reads, for the view to be filled`;
        found.set(message, hazard('NEEDS_PERSON', materialized.id, message));
      }
      if (relation.kind === 'view') read(relation, readsAs(relation, role));
    }
  };
  read(materialized, null);
  return [...found.values()];
}

const RELATIONS: ReadonlySet<string> = new Set(['table', 'foreign_table', 'view', 'materialized_view']);

/** With whose rights a view reads. */
function readsAs({ attributes }: CatalogObject, caller: string | null): string | null {
  const { security_invoker: isInvoker } = attributes.options as Readonly<Record<string, string>>;
  return isInvoker === 'true' || isInvoker === 'on' ? caller : textOf(attributes.owner);
}

/** The functions that it calls, those of operators among them. */
function functionsOf({ id }: CatalogObject, { objects, dependencies }: Catalog): readonly CatalogObject[] {
  const usedBy = (user: ObjectId): readonly CatalogObject[] =>
    (dependencies.get(user) ?? []).flatMap((on) => objects.get(on) ?? []);
  const used = usedBy(id).flatMap((each) => (each.kind === 'operator' ? usedBy(each.id) : [each]));
  return [...new Set(used)].filter(({ kind }) => kind === 'function');
}
