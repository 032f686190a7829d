import * as z from 'zod';
import type { SqlStatement } from './sql-text';

const copyFromStdin = z.object({ is_from: z.literal(true), filename: z.undefined().optional() });
const createExtension = z.object({
  extname: z.string(),
  options: z
    .array(
      z.object({
        DefElem: z.object({
          defname: z.string(),
          arg: z.object({ String: z.object({ sval: z.string().optional() }).optional() }).optional(),
        }),
      }),
    )
    .optional(),
});

const createRole = z.object({ role: z.string() });

/** An extension that a statement creates. */
export interface CreatedExtension {
  readonly name: string;
  /** As the statement asks for it; null where any will do. */
  readonly version: string | null;
}

/** COPY whose rows stand in the text behind it: only psql sends them. */
export function isCopyFromStdin({ node, tree }: SqlStatement): boolean {
  return node === 'CopyStmt' && copyFromStdin.safeParse(tree).success;
}

/** The extensions that these statements create, with those that CASCADE creates too. */
export function createdExtensions(statements: readonly SqlStatement[]): readonly CreatedExtension[] {
  return statements.flatMap(({ node, tree }) => {
    const parsed = node === 'CreateExtensionStmt' ? createExtension.safeParse(tree).data : undefined;
    if (parsed === undefined) return [];
    const { extname: name, options = [] } = parsed;
    const version = options.find(({ DefElem }) => DefElem.defname === 'new_version')?.DefElem.arg?.String?.sval ?? null;
    return [{ name, version }, ...(NEEDS[name] ?? []).map((needed) => ({ name: needed, version: null }))];
  });
}

const NEEDS: Readonly<Record<string, readonly string[]>> = { earthdistance: ['cube'] };

/** The roles that these statements create. */
export function createdRoles(statements: readonly SqlStatement[]): readonly string[] {
  return statements.flatMap(({ node, tree }) =>
    node === 'CreateRoleStmt' ? (createRole.safeParse(tree).data?.role ?? []) : [],
  );
}
