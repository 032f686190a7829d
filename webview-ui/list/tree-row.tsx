import { loudest } from '../hazard-tone';
import { Icon } from '../icon';
import type { ReviewStore } from '../review-store';
import { StatusMark } from '../status';
import { CheckboxMark } from './checkbox';
import type { DifferenceRow, GroupRow, Row } from './rows';
import { tickedState, type Ticked } from './ticks';
import { ROW_HEIGHT } from './window';

/** The DOM id of a row: what the tree's `aria-activedescendant` points to. */
export function rowId(key: string): string {
  return `row-${encodeURIComponent(key)}`;
}

interface RowProps<R extends Row> {
  readonly store: ReviewStore;
  readonly row: R;
  readonly index: number;
}

/** One row of the tree. */
export function TreeRow({ store, row, index }: RowProps<Row>) {
  return row.type === 'group' ? (
    <Group store={store} row={row} index={index} />
  ) : (
    <DifferenceItem store={store} row={row} index={index} />
  );
}

function Group({ store, row, index }: RowProps<GroupRow>) {
  const ticked = tickedState(row.ids, store.chosen.value);
  const count = row.ids.length;
  return (
    <div
      {...treeItem(store, row, index, ticked)}
      class={rowClass(store, row, 'row-group')}
      aria-expanded={row.open}
      onClick={(event) => {
        if (hitsCheckbox(event)) store.toggle(row.ids);
        else store.setOpen(row.key, !row.open);
      }}
    >
      <Icon name={row.open ? 'chevronDown' : 'chevronRight'} />
      <CheckboxMark ticked={ticked} />
      <span class="row-label">{row.label}</span>
      <span class="count">
        {count}
        <span class="sr-only"> {count === 1 ? 'difference' : 'differences'}</span>
      </span>
    </div>
  );
}

function DifferenceItem({ store, row, index }: RowProps<DifferenceRow>) {
  const { id, label, status, attributes, includes } = row.difference;
  const ticked: Ticked = store.chosen.value.has(id) ? 'true' : 'false';
  const about = attributes.length > 0 ? attributes.join(', ') : includes > 0 ? `with ${parts(includes)}` : '';
  const danger = loudest(store.hazards.value.get(id) ?? []);
  const reason = store.brought.value.get(id);
  return (
    <div
      {...treeItem(store, row, index, ticked)}
      class={rowClass(store, row, `row-${status}`)}
      aria-selected={store.shown.value === id}
      title={id}
      onClick={(event) => {
        if (hitsCheckbox(event)) store.toggle([id]);
        else store.show(id);
      }}
    >
      <CheckboxMark ticked={ticked} />
      <span class="row-text">
        <span class="row-label">
          <span class="sr-only">{row.kind} </span>
          {label}
        </span>
        <span class="row-about">{about}</span>
      </span>
      {reason !== undefined && (
        <span class="row-sign" title={reason}>
          <Icon name="link" />
        </span>
      )}
      {(danger === 'danger' || danger === 'warning') && (
        <span class="row-sign">
          <Icon name="warning" tone={danger} />
          <span class="sr-only">{danger === 'danger' ? 'dangerous' : 'has hazards'}</span>
        </span>
      )}
      <StatusMark status={status} />
    </div>
  );
}

function treeItem(store: ReviewStore, row: Row, index: number, ticked: Ticked) {
  return {
    role: 'treeitem' as const,
    id: rowId(row.key),
    'data-key': row.key,
    'aria-level': row.level,
    'aria-posinset': row.position,
    'aria-setsize': row.siblings,
    'aria-checked': ticked,
    style: { top: `${index * ROW_HEIGHT}px` },
    onMouseDown: () => {
      store.focused.value = row.key;
    },
  };
}

function rowClass(store: ReviewStore, row: Row, own: string): string {
  const classes = ['row', own, `row-level-${row.level}`];
  if (store.focused.value === row.key) classes.push('row-focused');
  if (row.type === 'difference' && store.shown.value === row.difference.id) classes.push('row-shown');
  return classes.join(' ');
}

function hitsCheckbox(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-checkbox]') !== null;
}

function parts(count: number): string {
  return count === 1 ? '1 part' : `${count} parts`;
}
