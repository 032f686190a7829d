import { Icon } from '../icon';
import type { Ticked } from './ticks';

/** The box of a row. The row itself says its state to screen readers. */
export function CheckboxMark({ ticked }: { ticked: Ticked }) {
  return (
    <span class={`box box-${ticked}`} data-checkbox aria-hidden="true">
      {ticked === 'true' && <Icon name="check" />}
      {ticked === 'mixed' && <Icon name="dash" />}
    </span>
  );
}
