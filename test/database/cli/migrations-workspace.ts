import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes files into supabase/migrations of a workspace; a name with a slash is relative to supabase. */
export async function writeMigrations(
  workspace: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(workspace, 'supabase', name.includes('/') ? name : `migrations/${name}`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Writes a schema-drift.json with these environments. */
export async function writeEnvironments(
  workspace: string,
  environments: Readonly<Record<string, object>>,
): Promise<void> {
  await writeFile(path.join(workspace, 'schema-drift.json'), JSON.stringify({ environments }));
}
