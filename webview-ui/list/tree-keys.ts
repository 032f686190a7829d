import type { Row } from './rows';

/** What a key does in the tree. */
export type KeyAction =
  | { readonly type: 'focus'; readonly row: Row }
  | { readonly type: 'open' | 'close'; readonly key: string }
  | { readonly type: 'toggle'; readonly ids: readonly string[] }
  | { readonly type: 'show'; readonly id: string };

/** The part of a keyboard event that counts. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * The keys of a tree as the ARIA practices have them.
 * @param focused the index of the row the keyboard is on, or -1
 * @param page how many rows are seen at once
 * @returns undefined for a key that means nothing here
 */
export function keyAction(event: Key, rows: readonly Row[], focused: number, page: number): KeyAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const row = rows[focused];
  switch (event.key) {
    case 'ArrowDown':
      return focusOn(rows, focused + 1);
    case 'ArrowUp':
      return focusOn(rows, focused - 1);
    case 'PageDown':
      return focusOn(rows, focused + page);
    case 'PageUp':
      return focusOn(rows, focused - page);
    case 'Home':
      return focusOn(rows, 0);
    case 'End':
      return focusOn(rows, rows.length - 1);
    case 'ArrowRight':
      if (row?.type !== 'group') return undefined;
      return row.open ? focusOn(rows, focused + 1) : { type: 'open', key: row.key };
    case 'ArrowLeft':
      if (row?.type === 'group' && row.open) return { type: 'close', key: row.key };
      return focusOn(rows, parentIndex(rows, focused));
    case ' ':
      if (!row) return undefined;
      return { type: 'toggle', ids: row.type === 'group' ? row.ids : [row.difference.id] };
    case 'Enter':
      if (!row) return undefined;
      return row.type === 'group'
        ? { type: row.open ? 'close' : 'open', key: row.key }
        : { type: 'show', id: row.difference.id };
    default:
      return undefined;
  }
}

function focusOn(rows: readonly Row[], index: number): KeyAction | undefined {
  const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
  return row && { type: 'focus', row };
}

function parentIndex(rows: readonly Row[], index: number): number {
  const level = rows[index]?.level ?? 1;
  const above = rows.slice(0, index).findLastIndex((row) => row.level < level);
  return above < 0 ? index : above;
}
