import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReviewStore } from '../review-store';
import { rowId, TreeRow } from './tree-row';
import { keyAction } from './tree-keys';
import { drawnRange, ROW_HEIGHT, scrollToShow } from './window';

interface TreeProps {
  readonly store: ReviewStore;
  /** Moves the keyboard to the pane that shows the difference. */
  readonly onOpen: () => void;
}

/**
 * The differences by schema and kind. One tab stop; the arrow keys move a row that is drawn only while it is near the
 * visible part.
 */
export function DifferenceTree({ store, onOpen }: TreeProps) {
  const element = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(0);
  const rows = store.rows.value;
  const focusedKey = store.focused.value;
  const focused = rows.findIndex((row) => row.key === focusedKey);

  useLayoutEffect(() => {
    const tree = element.current;
    if (!tree) return;
    const observer = new ResizeObserver(() => {
      setHeight(tree.clientHeight);
    });
    observer.observe(tree);
    setHeight(tree.clientHeight);
    return () => {
      observer.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const tree = element.current;
    if (tree && height > 0 && focused >= 0) tree.scrollTop = scrollToShow(focused, tree.scrollTop, height);
  }, [focused, height]);

  const [first, end] = drawnRange(scrollTop, height, rows.length);
  const drawn = rows.slice(first, end).map((row, offset) => ({ row, index: first + offset }));
  const focusedRow = rows[focused];
  // The row that the tree's active descendant points to must exist, wherever it was scrolled to.
  if (focusedRow && (focused < first || focused >= end)) drawn.push({ row: focusedRow, index: focused });

  return (
    <div
      class="tree"
      role="tree"
      tabIndex={0}
      ref={element}
      aria-label="Differences"
      aria-activedescendant={focusedRow ? rowId(focusedRow.key) : undefined}
      onScroll={(event) => {
        setScrollTop(event.currentTarget.scrollTop);
      }}
      onFocus={() => {
        if (!focusedRow && rows[0]) store.focused.value = rows[0].key;
      }}
      onKeyDown={(event) => {
        const action = keyAction(event, rows, focused, Math.max(1, Math.floor(height / ROW_HEIGHT) - 1));
        if (!action) return;
        event.preventDefault();
        event.stopPropagation();
        switch (action.type) {
          case 'focus':
            store.focusRow(action.row);
            return;
          case 'open':
          case 'close':
            store.setOpen(action.key, action.type === 'open');
            return;
          case 'toggle':
            store.toggle(action.ids);
            return;
          case 'show':
            store.show(action.id);
            onOpen();
            return;
        }
      }}
    >
      <div class="tree-content" style={{ height: `${rows.length * ROW_HEIGHT}px` }}>
        {drawn.map(({ row, index }) => (
          <TreeRow key={row.key} store={store} row={row} index={index} />
        ))}
      </div>
    </div>
  );
}
