import { isDeepStrictEqual } from 'node:util';
import type { SameQuery } from '../engine/kind';

/** What PostgreSQL's parser makes of a statement: nodes are objects with their type as the only key. */
type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };

/**
 * Compares queries as PostgreSQL's parser sees them. Before 16 PostgreSQL writes the columns of a query over one
 * relation with the relation's name, later without: both are the same.
 */
export async function queryComparison(): Promise<SameQuery> {
  // Only a comparison between versions needs the parser.
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  const essence = (query: string): Tree | undefined => {
    try {
      return (parseSync(query) as { stmts?: { stmt: Tree }[] }).stmts?.map(({ stmt }) => withoutOnlyName(bare(stmt)));
    } catch {
      // What this version of the parser doesn't know is compared as text.
      return undefined;
    }
  };
  return (a, b) => {
    const [left, right] = [essence(a), essence(b)];
    return left !== undefined && right !== undefined && isDeepStrictEqual(left, right);
  };
}

const PLACES = new Set(['location', 'list_start', 'list_end', 'rexpr_list_start', 'rexpr_list_end']);

/** Without the places in the text. */
function bare(tree: Tree): Tree {
  if (isList(tree)) return tree.map(bare);
  if (!isObject(tree)) return tree;
  const entries = Object.entries(tree).filter(([key]) => !PLACES.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, bare(value)]));
}

function withoutOnlyName(statement: Tree): Tree {
  const query = member(statement, 'SelectStmt');
  const from = member(query, 'fromClause');
  const isOverOne = isList(from) && from.length === 1 && member(from[0], 'JoinExpr') === undefined;
  return isObject(query) && isOverOne ? { SelectStmt: unqualified(query) } : statement;
}

/** With `column` for `relation.column`; queries inside are left alone, and so are whole rows. */
function unqualified(tree: Tree): Tree {
  if (isList(tree)) return tree.map(unqualified);
  if (!isObject(tree) || 'SelectStmt' in tree) return tree;
  const fields = member(member(tree, 'ColumnRef'), 'fields');
  if (isList(fields)) {
    const isQualified = fields.length === 2 && fields.every((field) => member(field, 'String') !== undefined);
    return isQualified ? { ColumnRef: { fields: fields.slice(1) } } : tree;
  }
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, unqualified(value)]));
}

function member(tree: Tree | undefined, key: string): Tree | undefined {
  return isObject(tree) ? tree[key] : undefined;
}

function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function isObject(tree: Tree | undefined): tree is Readonly<Record<string, Tree>> {
  return typeof tree === 'object' && tree !== null && !isList(tree);
}
