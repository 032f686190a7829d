import type { Comparison, Compared } from '../src/protocol/comparison';
import type { ReviewMessage } from '../src/protocol/messages';
import { Icon } from './icon';
import { Omissions } from './list/omissions';
import type { ReviewStore } from './review-store';

/** What can be asked of the extension from here. */
type Wish = Extract<ReviewMessage['type'], 'chooseEnvironments' | 'cancel' | 'refresh' | 'showLog'>;

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
      <Actions store={store} actions={[{ label: 'Choose environments', sends: 'chooseEnvironments' }]} />
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
      <Actions store={store} isQuiet actions={[{ label: 'Cancel', sends: 'cancel' }]} />
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
      <Actions
        store={store}
        actions={[
          { label: 'Try again', sends: 'refresh' },
          { label: 'Choose environments', sends: 'chooseEnvironments' },
          { label: 'Show log', sends: 'showLog' },
        ]}
      />
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
      <Actions
        store={store}
        isQuiet
        actions={[
          { label: 'Refresh', sends: 'refresh' },
          { label: 'Choose environments', sends: 'chooseEnvironments' },
        ]}
      />
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

interface ActionsProps {
  readonly store: ReviewStore;
  readonly actions: readonly { readonly label: string; readonly sends: Wish }[];
  /** Where none of them is what a person most likely wants; else the first is. */
  readonly isQuiet?: boolean;
}

/** A row of buttons that ask the extension for something. */
function Actions({ store, actions, isQuiet = false }: ActionsProps) {
  return (
    <div class="phase-buttons">
      {actions.map(({ label, sends }, at) => (
        <button
          key={label}
          type="button"
          class={at === 0 && !isQuiet ? 'button' : 'button button-secondary'}
          onClick={() => {
            store.send({ type: sends });
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
