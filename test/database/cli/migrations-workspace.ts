import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestDatabase } from '../../support/database-server';
import { sharedPostgres } from '../../support/shared-postgres';
import { makeWorkspace, type Outcome, schemaDrift } from './command-line';

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

/** A folder to work in and databases to name in it. */
export interface MigrationsWorkspace {
  readonly path: string;
  /** A database that runs `sql`. */
  database(sql: string): Promise<TestDatabase>;
  /** The same, as the environment `dev`, beside migration files. */
  given(sql: string, files: Readonly<Record<string, string | Buffer>>, entry?: object): Promise<TestDatabase>;
  /** Runs the command line there. */
  run(...args: readonly string[]): Promise<Outcome>;
}

/** Makes a workspace for each test of the suite that calls this, and removes it and its databases afterwards. */
export function migrationsWorkspace(major: number): MigrationsWorkspace {
  let folder: Awaited<ReturnType<typeof makeWorkspace>>;
  const databases: TestDatabase[] = [];

  beforeEach(async () => {
    folder = await makeWorkspace();
  });

  afterEach(async () => {
    await folder.remove();
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  return {
    get path() {
      return folder.path;
    },
    async database(sql) {
      const made = await (await sharedPostgres(major)).createDatabase(sql);
      databases.push(made);
      return made;
    },
    async given(sql, files, entry = {}) {
      const made = await this.database(sql);
      await writeMigrations(folder.path, files);
      await writeEnvironments(folder.path, { dev: { url: made.url, ...entry } });
      return made;
    },
    run: (...args) => schemaDrift(args, { cwd: folder.path }),
  };
}
