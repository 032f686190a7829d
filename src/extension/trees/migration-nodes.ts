import type { MigrationCell, MigrationRow } from '../../migrations/status';
import type { FolderMigrations } from '../migration-store';

/** A node of the Migrations view. Plain data; `key` is unique in the view and stays the same. */
export type MigrationsNode = MigrationsFolderNode | ArchiveNode | MigrationNode | CellNode;

/** A folder of the workspace, where several have migrations. */
export interface MigrationsFolderNode {
  readonly type: 'folder';
  readonly key: string;
  readonly migrations: FolderMigrations;
}

/** The files that are not applied any more. */
export interface ArchiveNode {
  readonly type: 'archive';
  readonly key: string;
  readonly migrations: FolderMigrations;
}

export interface MigrationNode {
  readonly type: 'migration';
  readonly key: string;
  readonly migrations: FolderMigrations;
  readonly row: MigrationRow;
}

/** How a migration stands in one environment. */
export interface CellNode {
  readonly type: 'cell';
  readonly key: string;
  readonly parent: MigrationNode;
  readonly cell: MigrationCell;
}

export function migrationsFolderNode(migrations: FolderMigrations): MigrationsFolderNode {
  return { type: 'folder', key: keyOf(migrations), migrations };
}

export function archiveNode(migrations: FolderMigrations): ArchiveNode {
  return { type: 'archive', key: keyOf(migrations, 'archive'), migrations };
}

export function migrationNode(migrations: FolderMigrations, row: MigrationRow): MigrationNode {
  return { type: 'migration', key: keyOf(migrations, row.place, row.name), migrations, row };
}

export function cellNode(parent: MigrationNode, cell: MigrationCell): CellNode {
  return { type: 'cell', key: `${parent.key} ${cell.environment}`, parent, cell };
}

function keyOf({ folder }: FolderMigrations, ...rest: readonly string[]): string {
  return JSON.stringify([folder.uri.toString(), ...rest]);
}
