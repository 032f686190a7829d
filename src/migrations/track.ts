import { oneLine } from '../engine/render/migration';
import { fileOfRow, keepersOf, rowsInState } from './environment-rows';
import { MigrationError } from './errors';
import { CREATE_HISTORY, recordAgainSql } from './history-sql';
import { type PreparedFile, prepareFile } from './prepared-file';
import type { MigrationStatus } from './status';

/** A script that begins a migration history. */
export interface TrackingScript {
  readonly text: string;
  /** What it records: the migrations whose objects are there. */
  readonly recorded: readonly string[];
  /** What it does not: their objects are not there, or they create none that could be looked for. */
  readonly left: readonly string[];
}

/**
 * Writes down how a database's migration history begins, just as the Supabase command line would begin it.
 * @param status with what was found of the objects that migrations create
 * @throws MigrationError when there is a history already, or a file cannot be used
 */
export async function trackingScript(status: MigrationStatus, environment: string): Promise<TrackingScript> {
  if (keepersOf(status, environment).length > 0)
    throw new MigrationError(
      `${environment} has a migration history already. "schema-drift repair" corrects it. Nothing was written.`,
    );
  const found: PreparedFile[] = [];
  for (const file of rowsInState(status, environment, 'not-recorded').map(fileOfRow))
    if (file !== undefined) found.push(await prepareFile(file));
  const recorded = found.map(({ name }) => name);
  const left = status.migrations
    .filter(({ place, version, name }) => place === 'current' && version !== null && !recorded.includes(name))
    .map(({ name }) => name);
  const text = [
    `-- Begins the migration history of ${oneLine(environment)}. It is for this database alone: it is no migration.`,
    ...(recorded.length === 0 ? [] : ['-- It records as applied the migrations whose objects were found there.']),
    ...(left.length === 0
      ? []
      : [
          '-- Not recorded: their objects were not found there, or they create none that could be looked for.',
          ...left.map((name) => `--   ${oneLine(name)}`),
        ]),
    '',
    ...[...CREATE_HISTORY, ...found.map(({ recordable }) => recordAgainSql(recordable))].map(
      (statement) => `${statement};\n`,
    ),
  ].join('\n');
  return { text, recorded, left };
}
