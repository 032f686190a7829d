import { defaultPrivilegesOf } from '../../facets';
import { PUBLIC, type Grants } from '../../grants';
import { hazard } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import type { Attributes, CatalogObject } from '../../model';
import { ident } from '../../quote';

export interface DefaultPrivilegeAttributes extends Attributes {
  readonly role: string;
  /** TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS or, from PostgreSQL 18 on, LARGE OBJECTS. */
  readonly for_objects: string;
  readonly entries: Grants;
}

type DefaultPrivilege = CatalogObject<DefaultPrivilegeAttributes>;

/** What PUBLIC has by itself, which a global entry may take away. */
const PUBLIC_DEFAULT: Readonly<Record<string, readonly string[]>> = { FUNCTIONS: ['EXECUTE'], TYPES: ['USAGE'] };

/**
 * A statement during which the role that runs the migration grants what PostgreSQL does by itself: on what it creates
 * nothing else could be said, as that is not known before.
 * @param schema the one that it comes into
 */
export function withoutDefaultPrivileges(
  schema: string,
  statement: Statement,
  { target }: PlanContext,
): readonly Statement[] {
  const inEffect = (defaultPrivilegesOf(target) as readonly DefaultPrivilege[]).filter(
    (each) => each.schema === null || each.schema === schema,
  );
  const change = (each: DefaultPrivilege, from: Grants, to: Grants): Statement[] =>
    defaultPrivilegeChanges(each, from, to).map(({ sql }) => ({ sql }));
  return [
    ...inEffect.flatMap((each) => change(each, each.attributes.entries, {})),
    statement,
    ...inEffect.flatMap((each) => change(each, {}, each.attributes.entries)),
  ];
}

/** Statements that change what a role grants on what it creates from now on. */
export function defaultPrivilegeChanges(object: DefaultPrivilege, from: Grants, to: Grants): Statement[] {
  const { role, for_objects: what } = object.attributes;
  const place = object.schema === null ? '' : ` IN SCHEMA ${ident(object.schema)}`;
  const alter = `ALTER DEFAULT PRIVILEGES FOR ROLE ${ident(role)}${place}`;
  const hazards = [
    hazard('CHANGES_ACCESS', object.id, `changes who may use ${what.toLowerCase()} created from now on`),
  ];
  const statements: Statement[] = [];
  for (const grantee of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()) {
    const usual =
      object.schema !== null
        ? []
        : grantee === PUBLIC
          ? (PUBLIC_DEFAULT[what] ?? [])
          : grantee === 'OWNER'
            ? ['ALL']
            : [];
    const has = from[grantee] ?? usual;
    const wants = to[grantee] ?? usual;
    const name = grantee === PUBLIC ? 'PUBLIC' : ident(grantee === 'OWNER' ? role : grantee);
    if (has.join() === wants.join()) continue;
    // Everything goes and what is wanted comes: short, and right for ALL and grant options alike.
    if (has.length > 0) statements.push({ sql: `${alter} REVOKE ALL ON ${what} FROM ${name}`, hazards });
    const plain = wants.filter((privilege) => !privilege.endsWith('*'));
    const grantable = wants.filter((privilege) => privilege.endsWith('*')).map((privilege) => privilege.slice(0, -1));
    if (plain.length > 0) statements.push({ sql: `${alter} GRANT ${plain.join(', ')} ON ${what} TO ${name}`, hazards });
    if (grantable.length > 0) {
      statements.push({
        sql: `${alter} GRANT ${grantable.join(', ')} ON ${what} TO ${name} WITH GRANT OPTION`,
        hazards,
      });
    }
  }
  return statements;
}
