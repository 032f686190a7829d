import { hazard, hazardFor, scans } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import type { CatalogObject, ObjectId } from '../../model';
import { ident, qualified } from '../../quote';
import { tableOf } from './relations';
import { bytesOf, clip, LONGEST_NAME } from './name-length';

/** Whether others must be able to go on using a table while the plan runs: those it creates itself nobody uses yet. */
export function staysInUse(table: ObjectId | undefined, context: PlanContext): boolean {
  return context.strategy === 'online' && table !== undefined && !context.isMade(table) && !context.isRemoved(table);
}

/** A name for what stands beside an object while that is changed: always the same for the same object. */
export function nameBeside(name: string, what: 'new' | 'old' | 'not_null' | 'rows' | 'position'): string {
  const suffix = `_drift_${what}`;
  const room = LONGEST_NAME - suffix.length;
  if (bytesOf(name) <= room) return name + suffix;
  // Long names often differ in their end alone.
  const half = Math.floor((room - 1) / 2);
  return `${clip(name, half)}~${clip(name, half, 'end')}${suffix}`;
}

/**
 * Builds an index while others read and write. What a build that failed has left is dropped first.
 * @param create CREATE INDEX CONCURRENTLY of that name
 */
export function buildConcurrently(object: CatalogObject, name: string, create: string): [Statement, Statement] {
  const alone = hazard('NOT_IN_TRANSACTION', object.id, 'cannot be rolled back; when it fails it can be run again');
  const build = hazardFor(
    object.parents[0],
    'BUILDS_INDEX',
    object.id,
    'builds an index over all rows, while others read and write',
  );
  const drop = `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(object.schema, name)}`;
  return [
    { sql: drop, outsideTransaction: true, hazards: [alone] },
    { sql: create, outsideTransaction: true, hazards: [...build, alone] },
  ];
}

/** Drops an index while others read and write. */
export function dropConcurrently(object: CatalogObject, name: string): Statement {
  return {
    sql: `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(object.schema, name)}`,
    outsideTransaction: true,
    hazards: [hazard('NOT_IN_TRANSACTION', object.id, 'cannot be rolled back')],
  };
}

/** Checks the rows for a constraint that was added NOT VALID, while others read and write. */
export function validate(id: ObjectId, table: string, name: string, risk: string): Statement {
  return {
    sql: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${ident(name)}`,
    outsideTransaction: true,
    hazards: [
      hazard('SCANS_TABLE', id, 'reads every row of the table, while others read and write'),
      hazard('MAY_FAIL_ON_EXISTING_ROWS', id, risk),
      hazard(
        'NOT_IN_TRANSACTION',
        id,
        'has to wait for the commit of what came before; when it fails it can be run again',
      ),
    ],
  };
}

/** The same for a constraint of the object's table; without the detour where nobody needs to go on. */
export function validated(object: CatalogObject, name: string, risk: string, context: PlanContext): Statement {
  const [table] = object.parents;
  if (staysInUse(table, context)) return validate(object.id, tableOf(object), name, risk);
  return {
    sql: `ALTER TABLE ${tableOf(object)} VALIDATE CONSTRAINT ${ident(name)}`,
    hazards: [...scans(table, object.id), ...hazardFor(table, 'MAY_FAIL_ON_EXISTING_ROWS', object.id, risk)],
  };
}
