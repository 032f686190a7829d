import type { ObjectId } from '../engine/model';
import { NotText } from '../environments/text-file';
import type { CreatedObject, CreatedObjects } from './file-objects';
import { isEdited } from './edited';
import type { MigrationFile, MigrationsFolder } from './folder';
import type { History, HistoryEntry } from './history';
import type { FileProblem, MigrationCell, MigrationRow, MigrationStatus } from './status';

/** An environment that was asked for its history. */
export interface AskedEnvironment {
  readonly name: string;
  /** `error` says why the environment could not be asked. */
  readonly answer: Answer | { readonly error: string };
}

interface Answer {
  readonly history: History;
  /** The ids of its objects; null where they are not looked for. */
  readonly objects: { has(id: ObjectId): boolean } | null;
}

/**
 * Puts the files of a folder and the histories of environments side by side.
 * @param created empty where objects are not looked for
 * @param notes what could not be checked, for people
 */
export async function toMigrationStatus(
  { path, files }: MigrationsFolder,
  environments: readonly AskedEnvironment[],
  created: CreatedObjects,
  notes: readonly string[],
): Promise<MigrationStatus> {
  const byVersion = groupBy(files, ({ version }) => version ?? '');
  const columns = environments.map(({ name, answer }) => columnOf(name, answer, byVersion));
  const rows: MigrationRow[] = [];
  for (const file of files) rows.push(await rowOf(file, byVersion, columns, created.get(file.name) ?? []));
  const current = rows.filter(({ place }) => place === 'current');
  const archived = rows.filter(({ place }) => place === 'archive');
  return {
    formatVersion: 1,
    folder: path,
    environments: environments.map(({ name, answer }) =>
      'error' in answer
        ? { name, keepers: [], error: answer.error }
        : { name, keepers: answer.history.keepers, error: null },
    ),
    migrations: [...inOrder([...current, ...rowsWithoutFile(columns)]), ...archived],
    notes,
  };
}

type FilesByVersion = ReadonlyMap<string, readonly MigrationFile[]>;

/** An environment's history, told in terms of files. */
interface Column {
  readonly environment: string;
  /** Null for an environment that could not be asked. */
  readonly answer: Answer | null;
  readonly entries: ReadonlyMap<MigrationFile, HistoryEntry>;
  /** The names of the files that have an entry. */
  readonly recorded: ReadonlySet<string>;
  /** By their version: those without a file. */
  readonly withoutFile: ReadonlyMap<string, HistoryEntry>;
  /** The newest version that is recorded; the empty string where there is none. */
  readonly newest: string;
}

function columnOf(environment: string, answer: AskedEnvironment['answer'], byVersion: FilesByVersion): Column {
  const entries = new Map<MigrationFile, HistoryEntry>();
  const withoutFile = new Map<string, HistoryEntry>();
  if ('error' in answer) return { environment, answer: null, entries, recorded: new Set(), withoutFile, newest: '' };
  for (const entry of answer.history.entries) {
    const file = fileOf(entry, byVersion.get(digitsOf(entry)) ?? []);
    if (file === undefined) withoutFile.set(entry.version, entry);
    else entries.set(file, entry);
  }
  const newest = answer.history.entries.map(digitsOf).reduce((a, b) => (a > b ? a : b), '');
  const recorded = new Set([...entries.keys()].map(({ name }) => name));
  return { environment, answer, entries, recorded, withoutFile, newest };
}

/** The file that an entry of a history stands for; of two with one version, the one that it is named after. */
function fileOf(entry: HistoryEntry, candidates: readonly MigrationFile[]): MigrationFile | undefined {
  const current = candidates.filter(({ place }) => place === 'current');
  const preferred = current.length > 0 ? current : candidates;
  const named = preferred.find(({ title }) => title === entry.title);
  return entry.keeper === 'prisma' ? named : (named ?? preferred[0]);
}

/** The version as files have it. */
function digitsOf({ keeper, version }: HistoryEntry): string {
  return keeper === 'prisma' ? (version.split('_')[0] ?? version) : version;
}

async function rowOf(
  file: MigrationFile,
  byVersion: FilesByVersion,
  columns: readonly Column[],
  created: readonly CreatedObject[],
): Promise<MigrationRow> {
  const { name, version, title, path, place } = file;
  const problems: FileProblem[] = [];
  if (place === 'current') {
    const sameVersion = byVersion.get(version ?? '') ?? [];
    if (version === null) problems.push('skipped-name');
    else if (sameVersion.some((other) => other !== file && other.place === place)) problems.push('duplicate-version');
  }
  const cells: MigrationCell[] = [];
  for (const column of columns) {
    try {
      cells.push({ environment: column.environment, ...(await stateOf(file, column, created)) });
    } catch (error) {
      if (!(error instanceof NotText)) throw error;
      if (!problems.includes('not-text')) problems.push('not-text');
      cells.push({ environment: column.environment, state: null });
    }
  }
  return { name, version, title, path, place, problems, cells };
}

async function stateOf(
  file: MigrationFile,
  { answer, entries, recorded, newest }: Column,
  created: readonly CreatedObject[],
): Promise<Pick<MigrationCell, 'state' | 'missing'>> {
  if (answer === null) return { state: null };
  const { history, objects } = answer;
  const entry = entries.get(file);
  if (file.place === 'archive') return { state: entry === undefined ? null : 'applied' };
  const lacks = ({ id }: CreatedObject): boolean => objects !== null && !objects.has(id);
  if (entry !== undefined) {
    if (!entry.finished) return { state: 'failed' };
    if (await isEdited(file.path, entry)) return { state: 'edited' };
    const isSettled = ({ changedBy }: CreatedObject): boolean => changedBy.every((name) => recorded.has(name));
    const missing = created.filter((each) => isSettled(each) && lacks(each)).map(({ id }) => id);
    return missing.length > 0 ? { state: 'objects-missing', missing } : { state: 'applied' };
  }
  if (file.version === null) return { state: null };
  if (objects !== null && created.length > 0 && !created.some(lacks)) return { state: 'not-recorded' };
  if (history.keepers.length === 0) return { state: null };
  return { state: file.version < newest ? 'out-of-order' : 'pending' };
}

/** What environments remember and the folder does not have. */
function rowsWithoutFile(columns: readonly Column[]): readonly MigrationRow[] {
  const all = new Map(columns.flatMap(({ withoutFile }) => [...withoutFile]));
  return [...all.values()].map((entry) => {
    const version = digitsOf(entry);
    const title = entry.title ?? '';
    return {
      name: title === '' ? version : `${version}_${title}`,
      version,
      title,
      path: null,
      place: 'nowhere',
      problems: [],
      cells: columns.map(({ environment, withoutFile }) => ({
        environment,
        state: withoutFile.has(entry.version) ? 'no-file' : null,
      })),
    };
  });
}

function inOrder(rows: readonly MigrationRow[]): readonly MigrationRow[] {
  return [...rows].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
