import type { Compared, Details, ListedDifference } from '../../src/protocol/comparison';
import { hazardTitle, hazardTone } from '../hazard-tone';
import { Icon } from '../icon';
import type { HazardOfPlan, ReviewStore } from '../review-store';
import { StatusMark } from '../status';
import { DiffPane } from './diff-pane';

interface DetailPaneProps {
  readonly store: ReviewStore;
  readonly compared: Compared;
  readonly workerUrl: string;
}

/** One difference in full: what it is, what its migration risks, and its DDL on both sides. */
export function DetailPane({ store, compared, workerUrl }: DetailPaneProps) {
  const detail = store.detail.value;
  const difference = detail && store.byId.value.get(detail.id);
  return (
    <section class="detail" data-pane="diff" aria-label="Difference" aria-busy={detail?.id !== store.shown.value}>
      {detail === undefined || difference === undefined ? (
        <p class="detail-empty">Choose a difference to see its SQL on both sides.</p>
      ) : (
        <>
          <DetailHeader store={store} compared={compared} difference={difference} details={detail} />
          {'message' in detail ? (
            <p class="detail-empty" role="alert">
              <Icon name="error" tone="danger" /> {detail.message}
            </p>
          ) : (
            <DiffPane
              details={detail}
              status={difference.status}
              source={compared.source.name}
              target={compared.target.name}
              workerUrl={workerUrl}
            />
          )}
        </>
      )}
    </section>
  );
}

interface DetailHeaderProps {
  readonly store: ReviewStore;
  readonly compared: Compared;
  readonly difference: ListedDifference;
  readonly details: Details | { readonly message: string };
}

function DetailHeader({ store, compared, difference, details }: DetailHeaderProps) {
  const { id, schema, label, kind, status } = difference;
  const changes = 'changes' in details ? details.changes : [];
  const hazards = store.hazards.value.get(id) ?? [];
  const reason = store.brought.value.get(id);
  return (
    <header class="detail-header">
      <div class="detail-line">
        <h2 title={id}>
          <span class="faint">{store.kindLabels.value.get(kind) ?? kind}</span> {schema !== null && <>{schema}.</>}
          <wbr />
          {label}
        </h2>
        <StatusMark status={status} />
        <button
          type="button"
          class="icon-button"
          title="Open in VS Code's own diff editor"
          aria-label="Open in VS Code's own diff editor"
          onClick={() => {
            store.send({ type: 'openNativeDiff', id });
          }}
        >
          <Icon name="diff" />
        </button>
      </div>
      <p class="detail-sentence">{sentence(difference, compared)}</p>
      {changes.length > 0 && (
        <div class="changes" tabIndex={0} role="region" aria-label="Changed attributes">
          <table>
            <thead>
              <tr>
                <th scope="col">Attribute</th>
                <th scope="col">{compared.target.name}</th>
                <th scope="col">{compared.source.name}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.attribute}>
                  <th scope="row">{change.attribute}</th>
                  <td class="value-target">{change.target}</td>
                  <td class="value-source">{change.source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {reason !== undefined && (
        <p class="note">
          <Icon name="link" tone="info" />
          <span>Comes along: {reason}</span>
        </p>
      )}
      {hazards.length > 0 && <HazardList id={id} hazards={hazards} />}
    </header>
  );
}

function HazardList({ id, hazards }: { readonly id: string; readonly hazards: readonly HazardOfPlan[] }) {
  return (
    <ul class="hazards" aria-label="Hazards of the migration">
      {hazards.map(({ code, object, message }) => (
        <li key={`${code} ${object} ${message}`} class={`note note-${hazardTone(code)}`}>
          <Icon name={hazardTone(code) === 'info' ? 'info' : 'warning'} tone={hazardTone(code)} />
          <span>
            <strong class="hazard-title">{hazardTitle(code)}</strong> {message}
            {object !== id && <span class="faint"> {object}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function sentence({ status, includes, attributes }: ListedDifference, { source, target }: Compared): string {
  const parts = includes === 0 ? '' : ` with ${includes} ${includes === 1 ? 'part' : 'parts'}`;
  switch (status) {
    case 'missing':
      return `In ${source.name}${parts}, not in ${target.name}. The migration creates it.`;
    case 'extra':
      return `Only in ${target.name}${parts}. The migration drops it.`;
    case 'changed':
      return `Different in ${attributes.join(', ').replaceAll('_', ' ')}. The migration changes ${target.name} to match ${source.name}.`;
  }
}
