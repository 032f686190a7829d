import { createdExtensions } from '../../environments/statement-kinds';
import type { MigrationFile } from '../folder';
import type { Replay } from '../replay/replay';
import { isFailure, readScript } from '../replay/script';
import { MustBeKept } from './must-be-kept';

/** Statements that may call what an extension makes. */
const CALLS: ReadonlySet<string> = new Set(['SelectStmt', 'CallStmt', 'DoStmt']);

/**
 * Refuses files that do what no replay shows: rows behind COPY … FROM stdin, extensions that are not there, calls of
 * functions that something else stands in for.
 * @throws MustBeKept
 */
export async function refuseUnseen(files: readonly MigrationFile[], replay: Replay): Promise<void> {
  const scripts = (await Promise.all(files.map((file) => readScript(file)))).flatMap((script) =>
    isFailure(script) ? [] : [script],
  );
  const created = new Set(scripts.flatMap(({ statements }) => createdExtensions(statements)).map(({ name }) => name));
  const standIns = replay.standIns.filter((name) => created.has(name));
  const dropped = new Set(replay.files.flatMap((file) => file.dropped));
  const isAbsent = (name: string): boolean =>
    !replay.catalog.objects.has(`extension:${name}`) && !dropped.has(`extension:${name}`);
  const problems = scripts.flatMap(({ name, copies, statements }) =>
    [
      ...(copies > 0 ? ['rows behind COPY … FROM stdin'] : []),
      ...createdExtensions(statements)
        .filter((extension) => isAbsent(extension.name))
        .map((extension) => `the extension ${extension.name}, which is not there where the files are replayed`),
      ...(standIns.length > 0 && statements.some(({ node }) => CALLS.has(node))
        ? [`it may call functions of ${standIns.join(', ')}, which others stand in for`]
        : []),
    ].map((reason) => ({ name, reason })),
  );
  if (problems.length === 0) return;
  throw new MustBeKept(
    ['Some files do what their replay does not show:', ...problems.map(({ name, reason }) => `  ${name}: ${reason}`)],
    [...new Set(problems.map(({ name }) => name))],
  );
}
