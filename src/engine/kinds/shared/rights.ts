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
  const isOutside = build.some(({ outsideTransaction }) => outsideTransaction);
  const like: Partial<Statement> = isOutside ? { outsideTransaction: true } : {};
  const { grant, revoke } = rightsMeanwhile([index], goal, like, (owner) =>
    hazard('CHANGES_ACCESS', index.id, `${owner} may execute its functions while it is built`),
  );
  return [...grant, ...build, ...revoke];
}

/**
 * The same for statements that write a table again, and with it those that inherit: PostgreSQL builds all of their
 * indexes anew.
 */
export function withRightsToRewrite(
  table: ObjectId,
  statements: readonly Statement[],
  context: PlanContext,
): readonly Statement[] {
  const isRewrite = ({ hazards }: Statement): boolean =>
    hazards?.some(({ code }) => code === 'REWRITES_TABLE') === true;
  if (!statements.some(isRewrite)) return statements;
  const tables = new Set([table]);
  for (const each of tables)
    for (const { id, kind } of context.targetChildren(each)) if (kind === 'table') tables.add(id);
  const indexes = [...tables]
    .flatMap((each) => context.targetChildren(each))
    .flatMap(({ id }) => (context.isRemoved(id) ? [] : (context.goal.objects.get(id) ?? [])))
    .filter(({ kind, attributes }) => kind === 'index' || attributes.type === 'exclude');
  return statements.flatMap((statement) => {
    if (!isRewrite(statement)) return [statement];
    const { grant, revoke } = rightsMeanwhile(indexes, context.goal, statement, (owner) =>
      hazard('CHANGES_ACCESS', table, `${owner} may execute the functions of its indexes meanwhile`),
    );
    return [...grant, statement, ...revoke];
  });
}

/** @param like what the statements have besides their SQL and hazards */
function rightsMeanwhile(
  indexes: readonly CatalogObject[],
  goal: Catalog,
  like: Partial<Statement>,
  hazardFor: (owner: string) => Hazard,
): { grant: readonly Statement[]; revoke: readonly Statement[] } {
  const missing = new Map<string, { readonly what: string; readonly owner: string }>();
  for (const index of indexes) {
    const owner = goal.objects.get(index.parents[0] ?? '')?.attributes.owner;
    if (typeof owner !== 'string') continue;
    for (const each of functionsOf(index, goal)) {
      if (isGranted(each, owner, 'EXECUTE', true)) continue;
      const what = `EXECUTE ON FUNCTION ${qualified(each.schema, each.name)}(${textOf(each.facts.types)})`;
      missing.set(`${each.id} ${owner}`, { what, owner });
    }
  }
  const access = (sql: string, owner: string): Statement => ({
    ...like,
    sql,
    hazards: [hazardFor(owner)],
  });
  return {
    grant: [...missing.values()].map(({ what, owner }) => access(`GRANT ${what} TO ${ident(owner)}`, owner)),
    revoke: [...missing.values()].map(({ what, owner }) => access(`REVOKE ${what} FROM ${ident(owner)}`, owner)),
  };
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
