import type { KindName } from '../../engine/model';

interface Presentation {
  /** A codicon. */
  readonly icon: string;
  /** Where the kind stands among its siblings: what a person looks for first comes first. */
  readonly rank: number;
}

/** The order of this list is the order on the screen. A kind that is not in it comes last, with a general icon. */
const ICONS: readonly (readonly [KindName, string])[] = [
  ['table', 'table'],
  ['foreign_table', 'table'],
  ['view', 'eye'],
  ['materialized_view', 'preview'],
  ['enum', 'symbol-enum'],
  ['domain', 'symbol-parameter'],
  ['composite_type', 'symbol-structure'],
  ['range_type', 'symbol-ruler'],
  ['function', 'symbol-function'],
  ['procedure', 'symbol-method'],
  ['aggregate', 'symbol-operator'],
  ['column', 'symbol-field'],
  ['constraint', 'key'],
  ['index', 'list-ordered'],
  ['policy', 'shield'],
  ['trigger', 'zap'],
  ['partition_trigger', 'zap'],
  ['rule', 'law'],
  ['sequence', 'symbol-numeric'],
  ['extension', 'extensions'],
  ['event_trigger', 'zap'],
  ['publication', 'broadcast'],
  ['schema', 'symbol-namespace'],
  ['default_privilege', 'lock'],
];

const PRESENTATIONS: ReadonlyMap<KindName, Presentation> = new Map(
  ICONS.map(([kind, icon], rank) => [kind, { icon, rank }]),
);

const GENERAL: Presentation = { icon: 'symbol-misc', rank: ICONS.length };

/** How a kind of object looks, and where it stands. */
export function presentationOf(kind: KindName): Presentation {
  return PRESENTATIONS.get(kind) ?? GENERAL;
}

/** Sorts kinds as they stand on the screen. */
export function byRank(a: KindName, b: KindName): number {
  return presentationOf(a).rank - presentationOf(b).rank || a.localeCompare(b);
}
