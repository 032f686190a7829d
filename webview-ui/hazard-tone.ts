import type { HazardCode } from '../src/engine/model';

export type HazardTone = 'danger' | 'warning' | 'info';

const TONES: Readonly<Record<HazardCode, HazardTone>> = {
  DELETES_DATA: 'danger',
  BREAKS_CLIENTS: 'danger',
  MAY_FAIL_ON_EXISTING_ROWS: 'warning',
  REWRITES_TABLE: 'warning',
  ACCESS_EXCLUSIVE_LOCK: 'warning',
  CHANGES_ACCESS: 'warning',
  NEEDS_PERSON: 'warning',
  UNTRACKED_DEPENDENCY: 'warning',
  DROPS_INDEX: 'warning',
  SCANS_TABLE: 'info',
  SHARE_ROW_EXCLUSIVE_LOCK: 'info',
  SHARE_LOCK: 'info',
  BUILDS_INDEX: 'info',
  NOT_IN_TRANSACTION: 'info',
  UPDATES_EXTENSION: 'info',
};

const ORDER: readonly HazardTone[] = ['danger', 'warning', 'info'];

/** How loudly a hazard is shown. A code that a newer engine sends counts as a warning. */
export function hazardTone(code: string): HazardTone {
  return isKnown(code) ? TONES[code] : 'warning';
}

/** The loudest tone among hazards, or undefined where there are none. */
export function loudest(hazards: readonly { readonly code: string }[]): HazardTone | undefined {
  return ORDER.find((tone) => hazards.some((hazard) => hazardTone(hazard.code) === tone));
}

/** A code in words: `deletes data`. */
export function hazardTitle(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

function isKnown(code: string): code is HazardCode {
  return code in TONES;
}
