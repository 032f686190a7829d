import type { Compared } from '../../src/protocol/comparison';
import type { ReviewMessage } from '../../src/protocol/messages';
import { Icon } from '../icon';
import { focusPane } from '../panes';
import type { ReviewStore } from '../review-store';

type Rename = Compared['renames'][number];
type Answer = Extract<ReviewMessage, { readonly rename: Rename }>['type'];

interface RenamesProps {
  readonly store: ReviewStore;
  readonly compared: Compared;
}

/** What may be one object under two names, for a person to say, and what they said. */
export function Renames({ store, compared: { renames, possibleRenames } }: RenamesProps) {
  if (renames.length + possibleRenames.length === 0) return null;
  const answer = (type: Answer, rename: Rename) => () => {
    store.send({ type, rename: { from: rename.from, to: rename.to } });
    // The row, and its buttons, are gone in a moment.
    focusPane('list');
  };
  return (
    <ul class="renames" aria-label="Renames">
      {possibleRenames.map((rename) => (
        <li key={`${rename.from} ${rename.to}`}>
          <span>
            <Icon name="info" tone="info" /> <strong>Renamed?</strong> {rename.from} → {rename.to}{' '}
            <span class="faint">{rename.why}</span>
          </span>
          <LinkButton label="Accept" rename={rename} onClick={answer('acceptRename', rename)} />
          <LinkButton label="Keep as is" rename={rename} onClick={answer('refuseRename', rename)} />
        </li>
      ))}
      {renames.map((rename) => (
        <li key={`${rename.from} ${rename.to}`}>
          <span>
            <Icon name="pass" tone="good" /> <strong>Renamed</strong> {rename.from} → {rename.to}
          </span>
          <LinkButton label="Take back" rename={rename} onClick={answer('undoRename', rename)} />
        </li>
      ))}
    </ul>
  );
}

interface LinkButtonProps {
  readonly label: string;
  readonly rename: Rename;
  readonly onClick: () => void;
}

function LinkButton({ label, rename: { from, to }, onClick }: LinkButtonProps) {
  return (
    <button type="button" class="link" aria-label={`${label}: ${from} renamed to ${to}`} onClick={onClick}>
      {label}
    </button>
  );
}
