import * as z from 'zod';
import type { SqlStatement } from '../../environments/sql-text';

const relation = z.object({ relname: z.string() });
const command = z.object({
  AlterTableCmd: z.object({
    subtype: z.string(),
    name: z.string().optional(),
    def: z
      .object({ Constraint: z.object({ contype: z.string(), skip_validation: z.boolean().optional() }).optional() })
      .optional(),
  }),
});

const onTable = z.object({ relation });
const createTableAs = z.object({ into: z.object({ rel: relation }) });
const alterTable = z.object({ relation, cmds: z.array(command) });
const createIndex = z.object({ relation, concurrent: z.boolean().optional() });
const word = z.object({ String: z.object({ sval: z.string() }) });
const drop = z.object({
  removeType: z.string(),
  objects: z.array(z.unknown()),
});
const qualified = z.object({ List: z.object({ items: z.array(word) }) });
const deletion = z.object({ relation, whereClause: z.unknown().optional() });

/** One action of ALTER TABLE. */
export interface TableAction {
  /** As PostgreSQL's parser calls it: AT_DropColumn, … */
  readonly action: string;
  /** What it is done to, such as a column. */
  readonly name: string | undefined;
  /** For a constraint that is added and checked for the rows that are there. */
  readonly checksRows: boolean;
}

/** The name of the table that a statement creates. */
export function createdTable({ node, tree }: SqlStatement): string | undefined {
  if (node === 'CreateStmt') return onTable.safeParse(tree).data?.relation.relname;
  return node === 'CreateTableAsStmt' ? createTableAs.safeParse(tree).data?.into.rel.relname : undefined;
}

/** The table that a statement alters, and how. */
export function alteredTable({ node, tree }: SqlStatement): { table: string; actions: readonly TableAction[] } | null {
  const parsed = node === 'AlterTableStmt' ? alterTable.safeParse(tree).data : undefined;
  if (parsed === undefined) return null;
  const actions = parsed.cmds.map(({ AlterTableCmd: { subtype, name, def } }) => ({
    action: subtype,
    name,
    checksRows: CHECKED.has(def?.Constraint?.contype ?? '') && def?.Constraint?.skip_validation !== true,
  }));
  return { table: parsed.relation.relname, actions };
}

const CHECKED: ReadonlySet<string> = new Set(['CONSTR_FOREIGN', 'CONSTR_CHECK']);

/** The table on which a statement builds an index while nobody can write. */
export function lockingIndex({ node, tree }: SqlStatement): string | undefined {
  const parsed = node === 'IndexStmt' ? createIndex.safeParse(tree).data : undefined;
  return parsed?.concurrent === true ? undefined : parsed?.relation.relname;
}

/** What kind of thing a statement drops (OBJECT_TABLE, OBJECT_SCHEMA, …), and the names of those in schemas. */
export function droppedThings({ node, tree }: SqlStatement): { kind: string; names: readonly string[] } | null {
  const parsed = node === 'DropStmt' ? drop.safeParse(tree).data : undefined;
  if (parsed === undefined) return null;
  const names = parsed.objects.flatMap(
    (object) => qualified.safeParse(object).data?.List.items.at(-1)?.String.sval ?? [],
  );
  return { kind: parsed.removeType, names };
}

/** The table that a statement deletes every row of. */
export function emptiedTable({ node, tree }: SqlStatement): string | undefined {
  const parsed = node === 'DeleteStmt' ? deletion.safeParse(tree).data : undefined;
  return parsed?.whereClause === undefined ? parsed?.relation.relname : undefined;
}

/** The table whose rows a statement adds to or changes. */
export function changedRows({ node, tree }: SqlStatement): string | undefined {
  return CHANGES_ROWS.has(node) ? onTable.safeParse(tree).data?.relation.relname : undefined;
}

const CHANGES_ROWS: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'CopyStmt']);
