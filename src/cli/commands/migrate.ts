import { relative, resolve } from 'node:path';
import { version } from '../../../package.json';
import { hazardText } from '../../engine/hazards';
import type { Drift, Hazard, ObjectId, Plan, Withheld } from '../../engine/model';
import { renderMigration } from '../../engine/render/migration';
import { renderVerification } from '../../engine/render/verification';
import { planAllowed, type Allowance } from '../../engine/withhold';
import { parseEnvironment } from '../../environments/configuration';
import { plannedForLine } from '../../migrations/planned-for';
import { folderForMigration, writeMigration } from '../../migrations/write';
import { compareEnvironments, isIncomplete, type CompareOptions } from '../compare-environments';
import type { ProofOptions } from '../proving';
import { strategyOf, type StrategyOptions } from '../strategy';
import { UsageError, type ExitCode, type Session } from '../session';

export interface MigrateOptions extends CompareOptions, StrategyOptions, ProofOptions {
  readonly name: string;
  readonly dir?: string;
  readonly include?: readonly ObjectId[];
  readonly verify?: true;
  readonly allow?: Allowance;
  readonly prove?: true;
}

/** Writes the migration, prints the paths of its files. */
export async function migrate(options: MigrateOptions, session: Session): Promise<ExitCode> {
  const compared = await compareEnvironments(options, session);
  const { drift, scope, source, target, configuration } = compared;
  const chosen = options.include === undefined ? undefined : choose(options.include, drift);
  if (drift.differences.length === 0) {
    if (isIncomplete(drift)) {
      session.say('No difference in what could be read. Nothing written.');
      return 2;
    }
    session.say('no drift, nothing written');
    return 0;
  }
  const planned = planAllowed(drift, options.allow ?? [], { chosen, strategy: strategyOf(options) });
  if (options.prove) {
    const { proofOf } = await import('../proving');
    const { proofText } = await import('../../reports/proof-text');
    const proof = await proofOf(compared, planned, chosen, options, session);
    session.say(proofText(proof, { color: false }));
    if (proof.outcome === 'not proved') {
      session.say('Nothing written.');
      return 1;
    }
  }
  const now = new Date();
  const texts = renderMigration(drift, planned, {
    source: source.name,
    target: target.name,
    date: now,
    version,
    plannedFor: plannedForLine(drift, scope, target.kind),
  });
  const migrations = resolve(session.workspace, options.dir ?? configuration.migrations);
  const right = parseEnvironment(options.source, configuration, session.workspace);
  const folder = folderForMigration(migrations, right, session.workspace);
  session.signal.throwIfAborted();
  const paths = await writeMigration(
    folder,
    options.name,
    texts,
    now,
    options.verify ? renderVerification(drift, verified(drift, chosen, planned)) : undefined,
  );
  sayWhatComesAlong(planned, session);
  if (folder !== migrations) session.say(`Written beside ${source.name}, which says all of that already.`);
  await session.result(paths.map((path) => relative(session.workspace, path)).join('\n'));
  return 0;
}

function choose(ids: readonly ObjectId[], drift: Drift): ReadonlySet<ObjectId> {
  const known = new Set(drift.differences.map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no difference with the id ${unknown.join(', ')}. "schema-drift diff --format json" lists the ids. Nothing was written.`,
    );
  return new Set(ids);
}

/** What comes along is verified as well, what is left out is not. */
function verified(
  { differences }: Drift,
  chosen: ReadonlySet<ObjectId> | undefined,
  { brought, withheld }: Plan,
): ReadonlySet<ObjectId> {
  const ids = [...(chosen ?? differences.map(({ id }) => id)), ...brought.map(({ object }) => object)];
  return new Set(ids.filter((id) => withheld?.differences.has(id) !== true));
}

function sayWhatComesAlong({ brought, steps, withheld }: Plan, session: Session): void {
  for (const { object, reason } of brought) session.say(`also ${object}: ${reason}`);
  const hazards = new Map<string, Hazard>();
  for (const hazard of steps.flatMap((step) => step.hazards))
    hazards.set(`${hazard.code} ${hazard.object} ${hazard.message}`, hazard);
  for (const hazard of hazards.values()) session.say(`${hazard.code} ${hazard.object}: ${hazardText(hazard)}`);
  if (withheld !== undefined) sayWhatIsLeftOut(withheld, session);
}

function sayWhatIsLeftOut({ differences, losses }: Withheld, session: Session): void {
  session.say('Left out because it deletes data; it stands in the file as a comment. To have it, add:');
  for (const loss of losses) session.say(`  --allow ${loss.code}:${loss.object}  (${hazardText(loss)})`);
  session.say(`These differences stay: ${[...differences].sort().join(', ')}`);
}
