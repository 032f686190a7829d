import type { Planned } from '../src/protocol/comparison';
import { hazardTitle, loudest } from './hazard-tone';
import { Icon } from './icon';
import type { ReviewStore } from './review-store';

/** What the choice amounts to, and what can be done with it. */
export function PlanBar({ store }: { readonly store: ReviewStore }) {
  const planned = store.planned.value;
  const count = store.chosenCount.value;
  const nothing = count === 0;
  return (
    <section class="plan" data-pane="plan" aria-label="Migration">
      <div class="plan-content">
        <div class="plan-summary" aria-live="polite">
          {nothing ? (
            <span>Select what goes into the migration.</span>
          ) : (
            <PlanSummary planned={planned} store={store} />
          )}
        </div>
        <div class="plan-buttons">
          <button
            type="button"
            class="button button-quiet"
            title="Compare again"
            onClick={() => {
              store.send({ type: 'refresh' });
            }}
          >
            <Icon name="refresh" />
            <span class="button-label">Refresh</span>
          </button>
          <button
            type="button"
            class="button button-quiet"
            title="Make the source the target, and compare again"
            onClick={() => {
              store.send({ type: 'swap' });
            }}
          >
            <Icon name="arrowSwap" />
            <span class="button-label">Swap</span>
          </button>
          <button
            type="button"
            class="button button-secondary"
            disabled={nothing}
            onClick={() => {
              store.send({ type: 'generateVerification' });
            }}
          >
            Generate verification queries
          </button>
          <button
            type="button"
            class="button"
            disabled={nothing || planned?.outcome === 'refused'}
            onClick={() => {
              store.send({ type: 'generateMigration' });
            }}
          >
            Generate migration
          </button>
        </div>
      </div>
    </section>
  );
}

function PlanSummary({ planned, store }: { readonly planned: Planned | undefined; readonly store: ReviewStore }) {
  if (planned === undefined) return <span class="faint">Planning…</span>;
  if (planned.outcome === 'refused') {
    const { object } = planned;
    return (
      <span class="plan-refused">
        <Icon name="error" tone="danger" /> {planned.message}
        {object !== null && store.byId.value.has(object) && (
          <button
            type="button"
            class="link"
            onClick={() => {
              store.show(object);
            }}
          >
            Show {object}
          </button>
        )}
      </span>
    );
  }
  const { statements, hazards, brought } = planned;
  const tone = loudest(hazards);
  return (
    <>
      <span>{plural(statements, 'statement')}</span>
      {brought.length > 0 && (
        <span title={brought.map((each) => `${each.object}: ${each.reason}`).join('\n')}>
          <Icon name="link" tone="info" /> {brought.length} more {brought.length === 1 ? 'comes' : 'come'} along
        </span>
      )}
      {tone !== undefined && (
        <span
          title={[...new Set(hazards.map((hazard) => `${hazard.object}: ${hazard.message}`))].slice(0, 20).join('\n')}
        >
          <Icon name={tone === 'info' ? 'info' : 'warning'} tone={tone} />{' '}
          {tone === 'danger' ? dangers(hazards) : plural(hazards.length, 'hazard')}
        </span>
      )}
    </>
  );
}

/** Names what must not be overlooked: `3 hazards: deletes data`. */
function dangers(hazards: readonly { readonly code: string }[]): string {
  const codes = new Set(
    hazards.filter((hazard) => loudest([hazard]) === 'danger').map(({ code }) => hazardTitle(code)),
  );
  return `${plural(hazards.length, 'hazard')}: ${[...codes].join(', ')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
