import { Icon } from '../icon';
import type { ReviewStore } from '../review-store';
import { STATUS_SIGNS } from '../status';
import { CheckboxMark } from './checkbox';
import { STATUSES } from './rows';
import { tickedState } from './ticks';

/** Narrows the list, and ticks all that is left of it. */
export function FilterBar({ store }: { readonly store: ReviewStore }) {
  const shown = store.filteredIds.value;
  const ticked = tickedState(shown, store.chosen.value);
  const total = store.differences.value.length;
  const target = store.compared.value?.target.name ?? '';
  return (
    <div class="filter" role="search" aria-label="Filter the differences">
      <div class="filter-text">
        <Icon name="search" />
        <input
          type="text"
          class="filter-input"
          id="filter"
          placeholder="Filter by name, kind or attribute"
          aria-label="Filter by name, kind or attribute"
          spellcheck={false}
          value={store.text.value}
          onInput={(event) => {
            store.filterByText(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || store.text.value === '') return;
            event.stopPropagation();
            store.filterByText('');
          }}
        />
        {store.text.value !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label="Clear the text"
            onClick={() => {
              store.filterByText('');
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <div class="filter-line">
        <button
          type="button"
          class="all"
          role="checkbox"
          aria-checked={ticked}
          aria-label={shown.length === total ? 'Select all' : 'Select all that are shown'}
          disabled={shown.length === 0}
          onClick={() => {
            store.toggle(shown);
          }}
        >
          <CheckboxMark ticked={ticked} />
          <span>
            {store.chosenCount.value} of {total} selected
          </span>
        </button>
        <div class="chips" role="group" aria-label="Show by status">
          {STATUSES.map((status) => (
            <button
              key={status}
              type="button"
              class={`chip chip-${status}`}
              aria-pressed={store.statuses.value.has(status)}
              title={STATUS_SIGNS[status].meaning(target)}
              onClick={() => {
                store.toggleStatus(status);
              }}
            >
              <span class="chip-letter" aria-hidden="true">
                {STATUS_SIGNS[status].letter}
              </span>
              <span>
                {store.counts.value[status]} {status}
              </span>
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
