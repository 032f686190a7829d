import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Compared } from '../src/protocol/comparison';
import { DetailPane } from './detail/detail-pane';
import { DifferenceTree } from './list/difference-tree';
import { FilterBar } from './list/filter-bar';
import { Omissions } from './list/omissions';
import { Renames } from './list/renames';
import { PairHeader } from './pair-header';
import { focusPane, paneKeys } from './panes';
import { Comparing, Failed, NoDrift, NothingYet, StaleBanner } from './phases';
import { PlanBar } from './plan-bar';
import type { ReviewStore } from './review-store';
import { Splitter } from './splitter';

/** Below this width the list lies above the diff. */
const BESIDE_FROM = 820;

interface AppProps {
  readonly store: ReviewStore;
  readonly workerUrl: string;
}

/** Drift Review. */
export function App({ store, workerUrl }: AppProps) {
  useEffect(() => {
    document.addEventListener('keydown', paneKeys, true);
    return () => {
      document.removeEventListener('keydown', paneKeys, true);
    };
  }, []);
  return (
    <>
      <Phase store={store} workerUrl={workerUrl} />
      <div class="sr-only" role="status" aria-live="polite">
        {store.announcement.value}
      </div>
    </>
  );
}

function Phase({ store, workerUrl }: AppProps) {
  const comparison = store.comparison.value;
  switch (comparison.phase) {
    case 'none':
      return <NothingYet store={store} />;
    case 'comparing':
      return <Comparing store={store} comparison={comparison} />;
    case 'failed':
      return <Failed store={store} comparison={comparison} />;
    case 'compared':
      return comparison.differences.length === 0 ? (
        <NoDrift store={store} comparison={comparison} />
      ) : (
        <Review store={store} compared={comparison} workerUrl={workerUrl} />
      );
  }
}

function Review({ store, compared, workerUrl }: AppProps & { readonly compared: Compared }) {
  const panes = useRef<HTMLDivElement>(null);
  const [stacked, setStacked] = useState(false);
  useLayoutEffect(() => {
    const element = panes.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setStacked(element.clientWidth < BESIDE_FROM);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const share = `${Math.round(store.listShare.value * 1000) / 10}%`;
  return (
    <main class="review">
      <PairHeader source={compared.source} target={compared.target} />
      {compared.stale && <StaleBanner store={store} />}
      <div class={stacked ? 'panes panes-stacked' : 'panes'} ref={panes}>
        <section class="list" data-pane="list" aria-label="List of differences" style={{ flexBasis: share }}>
          <Renames store={store} compared={compared} />
          <FilterBar store={store} />
          {store.rows.value.length === 0 ? (
            <NothingPasses store={store} />
          ) : (
            <DifferenceTree
              store={store}
              onOpen={() => {
                focusPane('diff');
              }}
            />
          )}
          <Omissions omissions={compared.omissions} open={false} />
        </section>
        <Splitter store={store} stacked={stacked} />
        <DetailPane store={store} compared={compared} workerUrl={workerUrl} />
      </div>
      <PlanBar store={store} />
    </main>
  );
}

function NothingPasses({ store }: { readonly store: ReviewStore }) {
  return (
    <div class="list-empty">
      <p>No difference passes the filter.</p>
      <button
        type="button"
        class="link"
        onClick={() => {
          store.clearFilter();
        }}
      >
        Show all {store.differences.value.length}
      </button>
    </div>
  );
}
