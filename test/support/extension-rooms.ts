import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './paths';

/** What VS Code has open while tests run. Each room is a start of VS Code of its own. */
export interface Room {
  name: string;
  /** Where its tests lie, directly. */
  tests: string;
  /** Makes what is to be opened, under an empty folder. Out: the path, or nothing for an empty window. */
  open(empty: string): string | undefined;
}

const folder = path.join(repository, 'test', 'extension');

const ROOMS: readonly Room[] = [
  {
    name: 'folder',
    tests: folder,
    open: (empty) => empty,
  },
  {
    name: 'no-folder',
    tests: path.join(folder, 'no-folder'),
    open: () => undefined,
  },
  {
    name: 'multi-root',
    tests: path.join(folder, 'multi-root'),
    open: (empty) => {
      const roots = ['first', 'second'];
      for (const root of roots) mkdirSync(path.join(empty, root));
      const file = path.join(empty, 'two.code-workspace');
      writeFileSync(file, JSON.stringify({ folders: roots.map((root) => ({ path: root })) }));
      return file;
    },
  },
];

/** The rooms that have tests, with their test files. */
export function roomsWithTests(): { room: Room; files: string[] }[] {
  return ROOMS.map((room) => ({ room, files: testFiles(room.tests) })).filter(({ files }) => files.length > 0);
}

function testFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(directory, name));
}
