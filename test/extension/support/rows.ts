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

/** All rows of a tree as VS Code gets them. */
export async function itemsOf<T>(tree: TreeDataProvider<T>, node?: T): Promise<TreeItem[]> {
  const items: TreeItem[] = [];
  for (const child of (await tree.getChildren(node)) ?? [])
    items.push(await tree.getTreeItem(child), ...(await itemsOf(tree, child)));
  return items;
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
