import type { ReviewStore } from './review-store';

const SMALLEST = 0.2;
const LARGEST = 0.7;
const KEY_STEP = 0.02;

/** The line between list and detail: dragged with the pointer, or moved with the arrow keys. */
export function Splitter({ store, stacked }: { readonly store: ReviewStore; readonly stacked: boolean }) {
  const moveTo = (share: number) => {
    store.listShare.value = Math.min(LARGEST, Math.max(SMALLEST, share));
  };
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label="Size of the list"
      aria-orientation={stacked ? 'horizontal' : 'vertical'}
      aria-valuemin={SMALLEST * 100}
      aria-valuemax={LARGEST * 100}
      aria-valuenow={Math.round(store.listShare.value * 100)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const around = event.currentTarget.parentElement?.getBoundingClientRect();
        if (!around || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
        moveTo(stacked ? (event.clientY - around.top) / around.height : (event.clientX - around.left) / around.width);
      }}
      onKeyDown={(event) => {
        const smaller = stacked ? 'ArrowUp' : 'ArrowLeft';
        const larger = stacked ? 'ArrowDown' : 'ArrowRight';
        if (event.key !== smaller && event.key !== larger) return;
        event.preventDefault();
        moveTo(store.listShare.value + (event.key === larger ? KEY_STEP : -KEY_STEP));
      }}
    />
  );
}
