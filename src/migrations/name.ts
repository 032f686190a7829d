import { MigrationError } from './errors';

const STAMP = /^(\d{14})_.*\.sql$/;
const LONGEST_SLUG = 100;

/**
 * A name as it may stand in a file's name: `Add node status!` becomes `add_node_status`.
 * Throws MigrationError when no letter or digit is left.
 */
export function slug(name: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^_+|_+$/g, '');
  if (words === '')
    throw new MigrationError(`The name "${name}" has no letter or digit, so no file can be named after it.`);
  return words;
}

/** A moment as migrations are stamped: YYYYMMDDHHMMSS in UTC. */
export function stampOf(moment: Date): string {
  return moment.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replaceAll(/[-:T]/g, '');
}

/**
 * The stamps for new migrations, one second apart: from now, or from after the newest file where that is later.
 * Throws MigrationError when the newest file's stamp is no date to count on from.
 * @param existing the names of the files in the folder
 */
export function nextStamps(existing: readonly string[], count: number, now: Date): readonly string[] {
  const stamped = existing.flatMap((file) => {
    const stamp = STAMP.exec(file)?.[1];
    return stamp === undefined ? [] : [{ file, stamp }];
  });
  const newest = stamped.reduce<(typeof stamped)[number] | undefined>(
    (latest, entry) => (latest === undefined || entry.stamp > latest.stamp ? entry : latest),
    undefined,
  );
  let first = now;
  if (newest !== undefined && newest.stamp >= stampOf(now)) {
    const moment = momentOf(newest.stamp);
    if (moment === undefined)
      throw new MigrationError(
        `The newest migration, ${newest.file}, has a timestamp that is no date, so no later one can be given. Rename it to YYYYMMDDHHMMSS_name.sql.`,
      );
    first = new Date(moment.getTime() + 1000);
  }
  return Array.from({ length: count }, (_, index) => stampOf(new Date(first.getTime() + index * 1000)));
}

function momentOf(stamp: string): Date | undefined {
  const moment = new Date(stamp.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(moment.getTime()) || stampOf(moment) !== stamp ? undefined : moment;
}

/** A migration's name with another stamp: `2025-11-05_telemetry.sql` becomes `20260118000000_telemetry.sql`. */
export function restamped(name: string, stamp: string): string {
  const title = name.replace(/^(?:\d+_|\d[\d_-]*)/, '');
  return `${stamp}_${title.startsWith('.') || title === '' ? 'migration' : ''}${title}`;
}
