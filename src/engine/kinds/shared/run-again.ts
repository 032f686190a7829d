import type { PlanContext } from '../../kind';

/** ` IF EXISTS` where statements must be able to run again, or nothing. */
export function ifExists({ strategy }: PlanContext): string {
  return strategy === 'idempotent' ? ' IF EXISTS' : '';
}

/** ` IF NOT EXISTS` where statements must be able to run again, or nothing. */
export function ifNotExists({ strategy }: PlanContext): string {
  return strategy === 'idempotent' ? ' IF NOT EXISTS' : '';
}

/** `CREATE`, or `CREATE OR REPLACE` where statements must be able to run again. */
export function createOrReplace({ strategy }: PlanContext): string {
  return strategy === 'idempotent' ? 'CREATE OR REPLACE' : 'CREATE';
}
