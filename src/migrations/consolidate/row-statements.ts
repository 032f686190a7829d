import type { MigrationFile } from '../folder';
import { isFailure, readScript } from '../replay/script';

const FOR_ROWS: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** The statements of these files that are for rows alone, in their own words and order; empty where there is none. */
export async function rowStatements(files: readonly MigrationFile[]): Promise<string> {
  const parts = await Promise.all(
    files.map(async (file) => {
      const script = await readScript(file);
      const statements = isFailure(script) ? [] : script.statements.filter(({ node }) => FOR_ROWS.has(node));
      return statements.length === 0
        ? ''
        : `\n-- from ${file.name}\n${statements.map(({ text }) => `${text};\n`).join('')}`;
    }),
  );
  const text = parts.join('');
  return text === ''
    ? ''
    : `-- The rows of the migrations that were consolidated. Unlike the schema, they are written once.\n${text}`;
}
