import type { PostgresServer } from '../support/database-server';

/** Roles that pairs may name. They belong to the whole server. */
const ROLES = ['corpus_owner', 'corpus_reader', 'corpus_writer', 'Corpus "Odd" role'];

/** Makes the roles that pairs name, where they are missing. */
export async function createRoles(server: PostgresServer): Promise<void> {
  await administer(
    server,
    (role) => `
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${role}) THEN EXECUTE format('CREATE ROLE %I', ${role}); END IF;`,
  );
}

/** Removes them; the databases of the pairs must be gone. */
export async function dropRoles(server: PostgresServer): Promise<void> {
  await administer(server, (role) => `EXECUTE format('DROP ROLE IF EXISTS %I', ${role});`);
}

async function administer(server: PostgresServer, statement: (role: string) => string): Promise<void> {
  const database = await server.createDatabase();
  try {
    await database.query(`DO $$ BEGIN ${ROLES.map((role) => statement(`'${role}'`)).join('\n')} END $$`);
  } finally {
    await database.drop();
  }
}
