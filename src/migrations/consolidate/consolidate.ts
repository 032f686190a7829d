import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hazardText } from '../../engine/hazards';
import { plan } from '../../engine/plan';
import { renderMigration } from '../../engine/render/migration';
import { driftBetween } from '../../environments/drift';
import type { Environment } from '../../environments/environment';
import { filePath } from '../../environments/location';
import { MigrationError } from '../errors';
import { readMigrationsFolder, type MigrationFile } from '../folder';
import type { EnvironmentOptions } from '../load-environment';
import { slug } from '../name';
import type { NewFile } from '../new-files';
import { platformOf } from '../replay/platform';
import { replayFolder, type Replay, type ReplayOptions } from '../replay/replay';
import { folderState } from './folder-state';
import { everything, requireSame } from './proof';
import { rowStatements } from './row-statements';
import { refuseUnseen } from './unseen';

/** What is to become of a migrations folder. */
export interface ConsolidateOptions extends EnvironmentOptions {
  /** What the master file is called. */
  readonly name: string;
  /** Names of files that stay, and run after the master file. */
  readonly keep: readonly string[];
  /** Of this tool. */
  readonly version: string;
}

/** A migration that has a version. */
export type VersionedFile = MigrationFile & { readonly version: string };

/** A migration that takes the place of others. */
export interface ConsolidatedFile extends NewFile {
  /** As it is called in the folder. */
  readonly name: string;
  readonly version: string;
  readonly title: string;
}

/** What was found out and proved; nothing is written yet. */
export interface Consolidation {
  readonly folder: string;
  /** The master file, in parts where PostgreSQL wants a commit in between; then one for the rows, where there are any. */
  readonly files: readonly ConsolidatedFile[];
  /** Those that they take the place of. */
  readonly replaced: readonly VersionedFile[];
  /** Those that stay, and run after them. */
  readonly kept: readonly VersionedFile[];
  /** As the folder was when it was replayed. */
  readonly state: string;
  /** Sentences about what the master file lacks, or may have otherwise than a database. */
  readonly notes: readonly string[];
}

/**
 * Plans a folder's final state as an idempotent master file, and proves it by replay: the master file and what is kept
 * lead to the same schema, rows, values and positions as all files did, and the master file, run once more, changes nothing.
 * Where the old files leave rows, their own statements for rows go into a second file, which is proved with it.
 * They take the versions of the first files that they replace, so that they run before what is kept.
 * @throws MustBeKept and other MigrationErrors where that is not so, or cannot be known; EnvironmentError when the folder can't be replayed
 */
export async function consolidate(environment: Environment, options: ConsolidateOptions): Promise<Consolidation> {
  const folder = filePath(environment, options);
  const state = await folderState(folder);
  const { replaced, kept } = await chosenFiles(folder, options.keep);
  const replay = await replayer(environment, folder, options);

  const before = await replay(folder, 'The migrations folder');
  await refuseUnseen(replaced, before);
  const nothing = { name: '0_nothing.sql', text: '' };
  const empty = await inFolderOf([nothing], [], (path) => replay(path, 'What the folder stands on', UNKEPT));
  const drift = await driftBetween(everything(before.catalog), everything(empty.catalog));
  const planned = plan(drift, { strategy: 'idempotent' });
  const texts = renderMigration(drift, planned, {
    source: environment.name,
    target: 'an empty database',
    date: new Date(),
    version: options.version,
  });
  if (texts.length === 0) throw new MigrationError(`${folder} makes nothing to consolidate. Nothing was written.`);
  const rows = leavesRows(before, empty) ? await rowStatements(replaced) : '';
  const files = numbered(folder, options.name, texts, rows, replaced);
  const after = await inFolderOf(files, kept, (path) =>
    replay(path, 'The master file with what runs after it', UNKEPT),
  );
  // Of rows that are written twice the positions of sequences would tell.
  const again = await inFolderOf(files.slice(0, texts.length), [], (path) =>
    replay(path, 'The master file', { ...UNKEPT, rerun: true }),
  );
  const notCompared = await requireSame({
    before,
    after,
    again,
    anew: () => replay(folder, 'The migrations folder', UNKEPT),
  });
  const lacking = planned.steps
    .flatMap(({ hazards }) => hazards)
    .filter(({ code }) => code === 'NEEDS_PERSON')
    .map((hazard) => `${hazard.object}: ${hazardText(hazard)}`);
  return { folder, files, replaced, kept, state, notes: [...new Set([...lacking, ...before.unsure, ...notCompared])] };
}

type Replayer = (of: string, what: string, more?: Pick<ReplayOptions, 'rerun' | 'cacheFolder'>) => Promise<Replay>;

/** What nobody replays a second time is not kept for that. */
const UNKEPT = { cacheFolder: null };

/** Replays folders on what the migrations stand on, and nothing but whole ones: the rest would be missing. */
async function replayer(
  { name, location }: Environment,
  folder: string,
  options: EnvironmentOptions,
): Promise<Replayer> {
  const { platform = await platformOf(folder), scratch } = 'path' in location ? location : {};
  return async (of, what, more) => {
    const replay = await replayFolder(of, name, { ...options, ...more, platform, scratch, contents: true });
    const [first] = replay.catalog.notRead;
    if (first === undefined) return replay;
    throw new MigrationError(`${what} could not be replayed as a whole: ${first.reason}. Nothing was written.`);
  };
}

/** Whether tables hold what is not there before the first file. */
function leavesRows(before: Replay, empty: Replay): boolean {
  return [...before.contents].some(([id, { amount, values }]) => {
    const first = empty.contents.get(id) ?? { amount: '0', values: '' };
    return id.startsWith('table:') && (amount !== first.amount || values !== first.values);
  });
}

async function chosenFiles(
  folder: string,
  keep: readonly string[],
): Promise<{ replaced: readonly VersionedFile[]; kept: readonly VersionedFile[] }> {
  const { files } = await readMigrationsFolder(folder);
  const current = files.filter((file): file is VersionedFile => file.place === 'current' && file.version !== null);
  const unknown = keep.filter((name) => !current.some((file) => file.name === name));
  if (unknown.length > 0)
    throw new MigrationError(`There is no migration ${unknown.join(', ')} in ${folder}. Nothing was written.`);
  const nested = current.find(({ name }) => name.includes('/'));
  if (nested !== undefined)
    throw new MigrationError(
      `${nested.name} is one of Prisma's migrations: "prisma migrate diff" squashes those. Nothing was written.`,
    );
  const archived = new Set(files.flatMap(({ name, place }) => (place === 'archive' ? [name] : [])));
  const replaced = current.filter(({ name }) => !keep.includes(name));
  const taken = replaced.find(({ name }) => archived.has(name));
  if (taken !== undefined)
    throw new MigrationError(`The archive has a file ${taken.name} already. Rename one of them. Nothing was written.`);
  if (replaced.length === 0) throw new MigrationError(`${folder} has nothing to consolidate. Nothing was written.`);
  return { replaced, kept: current.filter(({ name }) => keep.includes(name)) };
}

function numbered(
  folder: string,
  name: string,
  texts: readonly string[],
  rows: string,
  replaced: readonly VersionedFile[],
): readonly ConsolidatedFile[] {
  const stem = slug(name);
  const parts = texts.map((text, at) => ({
    text,
    title: texts.length === 1 ? stem : `${stem}_${at + 1}_of_${texts.length}`,
  }));
  const all = rows === '' ? parts : [...parts, { text: rows, title: `${stem}_rows` }];
  return all.map(({ text, title }, at) => {
    const version = replaced[at]?.version;
    const file = `${version ?? ''}_${title}.sql`;
    if (version !== undefined) return { path: join(folder, file), name: file, text, version, title };
    throw new MigrationError(`That would be more files than there are: ${all.length}. Nothing was written.`);
  });
}

/** Works on a temporary folder of these files, and of others as they are. */
async function inFolderOf<T>(
  files: readonly { readonly name: string; readonly text: string }[],
  others: readonly MigrationFile[],
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'schema-drift-consolidate-'));
  try {
    for (const { name, text } of files) await writeFile(join(path, name), text);
    for (const other of others) await copyFile(other.path, join(path, other.name));
    return await work(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
