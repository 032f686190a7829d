import type { TreeDataProvider, TreeItem } from 'vscode';

/** All rows of a tree as a person sees them: indented, with the description in brackets. */
export async function rowsOf<T>(tree: TreeDataProvider<T>, node?: T, indent = ''): Promise<string[]> {
  const rows: string[] = [];
  for (const child of (await tree.getChildren(node)) ?? []) {
    const item = await tree.getTreeItem(child);
    rows.push(`${indent}${textOf(item)}`, ...(await rowsOf(tree, child, `${indent}  `)));
  }
  return rows;
}

/** The rows of differences, without what was not compared. */
export async function driftRows<T>(tree: TreeDataProvider<T>): Promise<string[]> {
  const rows = await rowsOf(tree);
  const notes = rows.indexOf('Not compared');
  return notes === -1 ? rows : rows.slice(0, notes);
}

function textOf({ label, description }: TreeItem): string {
  const text = typeof label === 'string' ? label : (label?.label ?? '');
  return description ? `${text} (${String(description)})` : text;
}
