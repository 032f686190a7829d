import { grantsOf, OWNER, PUBLIC, togetherWith, type Grants } from './grants';
import { hazard, locksOut, missingRoleHazards } from './hazards';
import type { Kind, PlanContext, Statement } from './kind';
import { textOf, type CatalogObject } from './model';
import { perCatalog } from './per-catalog';
import { ident, literal } from './quote';

/** The attributes that every kind has alike, and that the stages handle for all kinds. */
export const FACETS: ReadonlySet<string> = new Set(['owner', 'grants', 'comment', 'security_labels']);

/**
 * Statements that bring owner, grants, comment and security labels of an object to the goal.
 * @param before the object as it is, or null when the plan has just created it
 */
export function facetStatements(
  kind: Kind,
  before: CatalogObject | null,
  after: CatalogObject,
  context: PlanContext,
): readonly Statement[] {
  return [
    ...ownerStatements(kind, before, after, context),
    ...grantStatements(kind, before, after, context),
    ...commentStatements(kind, before, after),
    ...labelStatements(kind, before, after, context),
  ];
}

function ownerStatements(
  kind: Kind,
  before: CatalogObject | null,
  after: CatalogObject,
  context: PlanContext,
): Statement[] {
  const owner = after.attributes.owner;
  const current = before === null ? context.target.server.user : currentOwner(before, context);
  if (typeof owner !== 'string' || owner === current) return [];
  return [
    {
      sql: `ALTER ${kind.address(after)} OWNER TO ${ident(owner)}`,
      hazards: [
        ...locksOut(after.id, after.id),
        ...(before === null ? [] : [hazard('CHANGES_ACCESS', after.id, `${owner} may do everything with it`)]),
        ...missingRoleHazards(owner, after.id, context),
      ],
    },
  ];
}

/** Its own, or that of what it is a part of; undefined where that gets another one, which it may have by then. */
export function currentOwner(
  { attributes, parents: [parent = ''] }: CatalogObject,
  { goal, target }: PlanContext,
): unknown {
  if (attributes.owner !== undefined) return attributes.owner;
  const [was, will] = [target, goal].map(({ objects }) => objects.get(parent)?.attributes.owner);
  return was === (will ?? was) ? was : undefined;
}

function commentStatements(kind: Kind, before: CatalogObject | null, after: CatalogObject): Statement[] {
  const was = before?.attributes.comment ?? null;
  const comment = after.attributes.comment ?? null;
  if (was === comment) return [];
  return [{ sql: `COMMENT ON ${kind.address(after)} IS ${typeof comment === 'string' ? literal(comment) : 'NULL'}` }];
}

/** Statements that bring the grants on an object to the goal. */
export function grantStatements(
  kind: Kind,
  before: CatalogObject | null,
  after: CatalogObject,
  context: PlanContext,
): Statement[] {
  return grantChanges(kind, before, after, context).flatMap(([grantee, from, to]) =>
    changeGrants(kind, after, grantee, from, to, context),
  );
}

/** Whose privileges are what, and what they become; undefined is PostgreSQL's default for that grantee. */
function grantChanges(
  kind: Kind,
  before: CatalogObject | null,
  after: CatalogObject,
  context: PlanContext,
): readonly (readonly [grantee: string, from: readonly string[] | undefined, to: readonly string[] | undefined])[] {
  if (before !== null && after.attributes.grants === undefined) return [];
  const from = ownedBy(
    ownerOf(after, context),
    before === null ? initialGrants(kind, after, context) : grantsOf(before.attributes),
    usualFor(kind, after, OWNER),
  );
  const to = grantsOf(after.attributes);
  const grantees = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return grantees.map((grantee) => [grantee, from[grantee], to[grantee]]);
}

/** Statements that grant again what a part of the object keeps: to revoke a privilege on the whole revokes it on its parts. */
export function grantsOnPartAgain(
  kind: Kind,
  [before, after]: readonly [CatalogObject, CatalogObject],
  part: CatalogObject,
  partKind: Kind,
  context: PlanContext,
): readonly Statement[] {
  const had = grantsOf(context.target.objects.get(part.id)?.attributes ?? {});
  const has = grantsOf(part.attributes);
  return grantChanges(kind, before, after, context).flatMap(([grantee, from, to]) => {
    const usual = usualFor(kind, after, grantee);
    const [was, will] = [from ?? usual, to ?? usual];
    const revoked = new Set(was.filter((privilege) => !will.includes(privilege)).map(withoutOption));
    const kept = (has[grantee] ?? []).filter((each) => revoked.has('ALL') || revoked.has(withoutOption(each)));
    return had[grantee] === undefined ? [] : changeGrants(partKind, part, grantee, [], kept, context);
  });
}

function withoutOption(privilege: string): string {
  return privilege.replace('*', '');
}

/** What the role that runs the migration said by ALTER DEFAULT PRIVILEGES. */
export const defaultPrivilegesOf = perCatalog(({ objects, server }): readonly CatalogObject[] =>
  [...objects.values()].filter(
    ({ attributes }) => attributes.for_objects !== undefined && attributes.role === server.user,
  ),
);

/** What a role that creates the object grants by ALTER DEFAULT PRIVILEGES at that moment. */
function initialGrants(kind: Kind, object: CatalogObject, context: PlanContext): Grants {
  if (kind.defaultPrivileges === undefined) return {};
  const grants: Record<string, readonly string[]> = {};
  const entries = defaultPrivilegesOf(context.target).filter(
    ({ attributes }) => attributes.for_objects === kind.defaultPrivileges,
  );
  for (const entry of entries.filter((each) => each.schema === null)) Object.assign(grants, entry.attributes.entries);
  for (const entry of entries.filter((each) => each.schema !== null && each.schema === object.schema)) {
    for (const [grantee, added] of Object.entries(entry.attributes.entries as Grants)) {
      const has = grants[grantee] ?? (grantee === PUBLIC ? (kind.publicPrivileges ?? []) : []);
      if (grantee !== OWNER) grants[grantee] = togetherWith(has, added);
    }
  }
  return grants;
}

/** What a role was granted becomes, once it is the owner, a part of what the owner has. */
function ownedBy(owner: string, grants: Grants, usual: readonly string[]): Grants {
  const { [owner]: granted, ...others } = grants;
  const has = others[OWNER] ?? usual;
  return granted === undefined ? others : { ...others, [OWNER]: togetherWith(has, granted) };
}

/** Whom it belongs to; a column to whom its table does. */
function ownerOf({ attributes, parents: [parent = ''] }: CatalogObject, { goal, target }: PlanContext): string {
  const owner = attributes.owner ?? goal.objects.get(parent)?.attributes.owner;
  return textOf(owner) || target.server.user;
}

/** What a grantee has where nothing is said. */
function usualFor(kind: Kind, object: CatalogObject, grantee: string): readonly string[] {
  return (
    kind.usualGrants?.(object)[grantee] ??
    (grantee === OWNER ? ['ALL'] : grantee === PUBLIC ? (kind.publicPrivileges ?? []) : [])
  );
}

/** From one set of privileges to another; undefined is PostgreSQL's default for that grantee. */
function changeGrants(
  kind: Kind,
  object: CatalogObject,
  grantee: string,
  from: readonly string[] | undefined,
  to: readonly string[] | undefined,
  context: PlanContext,
): Statement[] {
  if (from?.join() === to?.join()) return [];
  const role = roleName(grantee, object, context);
  const usual = usualFor(kind, object, grantee);
  const has = from ?? usual;
  const wants = to ?? usual;
  const revoke =
    has.includes('ALL') || has.includes('ALL*')
      ? has.join() === wants.join()
        ? []
        : ['ALL']
      : has.filter((p) => !wants.includes(p) && !wants.includes(`${p}*`));
  const base = revoke.includes('ALL') ? [] : has;
  const grant = wants.filter((privilege) => !base.includes(privilege));
  const hazards = [hazard('CHANGES_ACCESS', object.id, `changes what ${role} may do`)];
  const statements: Statement[] = [];
  const withdrawn = revoke.map((privilege) => privilege.replace('*', ''));
  // An option that goes while the privilege stays.
  const options = base.filter((p) => p.endsWith('*') && wants.includes(p.slice(0, -1))).map((p) => p.slice(0, -1));
  const without = withdrawn.filter((privilege) => !options.includes(privilege));
  if (without.length > 0) statements.push({ sql: `REVOKE ${clause(kind, object, without)} FROM ${role}`, hazards });
  if (options.length > 0)
    statements.push({ sql: `REVOKE GRANT OPTION FOR ${clause(kind, object, options)} FROM ${role}`, hazards });
  const plain = grant.filter((p) => !p.endsWith('*') && !options.includes(p));
  const grantable = grant.filter((p) => p.endsWith('*')).map((p) => p.slice(0, -1));
  if (plain.length > 0) statements.push({ sql: `GRANT ${clause(kind, object, plain)} TO ${role}`, hazards });
  if (grantable.length > 0) {
    statements.push({ sql: `GRANT ${clause(kind, object, grantable)} TO ${role} WITH GRANT OPTION`, hazards });
  }
  return statements;
}

function clause(kind: Kind, object: CatalogObject, privileges: readonly string[]): string {
  return kind.grantClause?.(object, privileges) ?? `${privileges.join(', ')} ON ${kind.address(object)}`;
}

function roleName(grantee: string, object: CatalogObject, context: PlanContext): string {
  if (grantee === PUBLIC) return 'PUBLIC';
  return ident(grantee === OWNER ? ownerOf(object, context) : grantee);
}

function labelStatements(
  kind: Kind,
  before: CatalogObject | null,
  after: CatalogObject,
  context: PlanContext,
): Statement[] {
  const from = labelsOf(before);
  const to = labelsOf(after);
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].sort().flatMap((provider) => {
    const label = to[provider];
    if (from[provider] === label) return [];
    const isLoaded = [...context.target.objects.values()].some((each) => provider in labelsOf(each));
    const message = `the provider ${provider} of security labels must be loaded on the target`;
    return [
      {
        sql: `SECURITY LABEL FOR ${ident(provider)} ON ${kind.address(after)} IS ${label === undefined ? 'NULL' : literal(label)}`,
        hazards: [
          hazard('CHANGES_ACCESS', after.id, `changes what ${provider} allows`),
          ...(isLoaded ? [] : [hazard('NEEDS_PERSON', after.id, message)]),
        ],
      },
    ];
  });
}

/** Labels by provider. */
function labelsOf(object: CatalogObject | null): Readonly<Record<string, string>> {
  return (object?.attributes.security_labels ?? {}) as Readonly<Record<string, string>>;
}
