import type { Comparison, Compared } from '../src/protocol/comparison';
import { Icon } from './icon';
import { Omissions } from './list/omissions';
import type { ReviewStore } from './review-store';

interface PhaseProps<Phase extends Comparison['phase']> {
  readonly store: ReviewStore;
  readonly comparison: Extract<Comparison, { phase: Phase }>;
}

/** Nothing is compared yet. */
export function NothingYet({ store }: { readonly store: ReviewStore }) {
  return (
    <main class="phase">
      <Icon name="gitCompare" />
      <h1>Compare two environments</h1>
      <p>Choose the environment that is right, and the one to be brought in line with it.</p>
      <div class="phase-buttons">
        <ActionButton
          label="Choose environments"
          onClick={() => {
            store.send({ type: 'chooseEnvironments' });
          }}
        />
      </div>
    </main>
  );
}

/** A comparison is running. */
export function Comparing({ store, comparison }: PhaseProps<'comparing'>) {
  return (
    <main class="phase" aria-busy="true">
      <div class="progress" role="progressbar" aria-label="Comparing" />
      <Icon name="gitCompare" />
      <h1>
        Comparing {comparison.source.name} with {comparison.target.name}
      </h1>
      <p>Both schemas are being read. Nothing is changed.</p>
      <div class="phase-buttons">
        <ActionButton
          label="Cancel"
          quiet
          onClick={() => {
            store.send({ type: 'cancel' });
          }}
        />
      </div>
    </main>
  );
}

/** It could not be compared. Says so first, so that it can't be taken for "no drift". */
export function Failed({ store, comparison }: PhaseProps<'failed'>) {
  return (
    <main class="phase phase-failed">
      <Icon name="error" tone="danger" />
      <h1>
        {comparison.source.name} and {comparison.target.name} could not be compared
      </h1>
      <div role="alert">
        <p class="phase-message">{comparison.message}</p>
        <p>{comparison.hint}</p>
      </div>
      <p class="faint">It is not known whether they differ.</p>
      <div class="phase-buttons">
        <ActionButton
          label="Try again"
          onClick={() => {
            store.send({ type: 'refresh' });
          }}
        />
        <ActionButton
          label="Choose environments"
          quiet
          onClick={() => {
            store.send({ type: 'chooseEnvironments' });
          }}
        />
        <ActionButton
          label="Show log"
          quiet
          onClick={() => {
            store.send({ type: 'showLog' });
          }}
        />
      </div>
    </main>
  );
}

/** They are the same, as far as was compared. What could not be read may differ, so that is no "no drift". */
export function NoDrift({ store, comparison }: { readonly store: ReviewStore; readonly comparison: Compared }) {
  const { source, target, omissions } = comparison;
  const isIncomplete = omissions.some((omission) => omission.reason === 'not-read');
  return (
    <main class="phase">
      {isIncomplete ? (
        <>
          <Icon name="warning" tone="warning" />
          <h1>No difference found, but not all could be read</h1>
          <p>
            What was read of <strong>{target.name}</strong> is as in <strong>{source.name}</strong>. The rest may
            differ: connect with a role that may read it, and refresh.
          </p>
        </>
      ) : (
        <>
          <Icon name="pass" tone="good" />
          <h1>No drift</h1>
          <p>
            <strong>{target.name}</strong> has the same schema as <strong>{source.name}</strong>. There is nothing to
            migrate.
          </p>
        </>
      )}
      <div class="phase-buttons">
        <ActionButton
          label="Refresh"
          quiet
          onClick={() => {
            store.send({ type: 'refresh' });
          }}
        />
        <ActionButton
          label="Choose environments"
          quiet
          onClick={() => {
            store.send({ type: 'chooseEnvironments' });
          }}
        />
      </div>
      <Omissions omissions={omissions} open />
    </main>
  );
}

/** A schema has changed since it was read. */
export function StaleBanner({ store }: { readonly store: ReviewStore }) {
  return (
    <div class="stale" role="status">
      <Icon name="warning" tone="warning" />
      <span>A schema may have changed since this comparison.</span>
      <button
        type="button"
        class="link"
        onClick={() => {
          store.send({ type: 'refresh' });
        }}
      >
        Refresh
      </button>
    </div>
  );
}

function ActionButton(props: { readonly label: string; readonly quiet?: boolean; readonly onClick: () => void }) {
  return (
    <button type="button" class={props.quiet ? 'button button-secondary' : 'button'} onClick={props.onClick}>
      {props.label}
    </button>
  );
}
