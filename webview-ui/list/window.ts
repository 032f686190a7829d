/** Rows of one height, of which only those near the visible part are drawn. */
export const ROW_HEIGHT = 22;

/** Drawn above and below the visible part, so that scrolling shows no gaps. */
const MARGIN = 8;

/** The first row to draw, and the one behind the last. */
export function drawnRange(scrollTop: number, height: number, count: number): readonly [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - MARGIN);
  const end = Math.min(count, Math.ceil((scrollTop + height) / ROW_HEIGHT) + MARGIN);
  return [Math.min(first, count), end];
}

/** Where to scroll so that a row is in view, moving as little as possible. */
export function scrollToShow(index: number, scrollTop: number, height: number): number {
  const top = index * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + ROW_HEIGHT - height);
}
