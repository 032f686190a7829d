import type { TestDatabase } from '../../support/database-server';
import { majors, sharedPostgres } from '../../support/shared-postgres';

const SHARED = `
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TABLE graph_nodes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    label text NOT NULL,
    properties jsonb NOT NULL DEFAULT '{}'
  );
  CREATE INDEX idx_graph_nodes_label ON graph_nodes (label);
  CREATE TABLE profiles (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE);
  ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own_profile ON profiles FOR SELECT USING (true);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TRIGGER touch_profiles BEFORE UPDATE ON profiles FOR EACH ROW EXECUTE FUNCTION touch();
`;

const AHEAD = `
  CREATE TYPE node_status AS ENUM ('draft_verbal', 'curated');
  ALTER TABLE graph_nodes ADD COLUMN status node_status DEFAULT 'draft_verbal';
  CREATE INDEX idx_graph_nodes_status ON graph_nodes (status);
  ALTER TABLE profiles ALTER COLUMN email SET NOT NULL;
  CREATE VIEW labels AS SELECT label FROM graph_nodes;
`;

const BEHIND = `
  CREATE TABLE leftover (id int);
  INSERT INTO leftover VALUES (1);
`;

/** What production is ahead by, and development has too much. */
export const DIFFERENCES: Readonly<Record<string, 'missing' | 'extra' | 'changed'>> = {
  'enum:public.node_status': 'missing',
  'column:public.graph_nodes.status': 'missing',
  'index:public.idx_graph_nodes_status': 'missing',
  'column:public.profiles.email': 'changed',
  'view:public.labels': 'missing',
  'table:public.leftover': 'extra',
};

/** Two databases of one product on a real server. Production is ahead. */
export interface Databases {
  readonly production: TestDatabase;
  readonly development: TestDatabase;
  drop(): Promise<void>;
}

/** Makes production and development on the newest server of this run. */
export async function makeDatabases(): Promise<Databases> {
  const server = await sharedPostgres(Math.max(...majors));
  const production = await server.createDatabase(SHARED + AHEAD);
  const development = await server.createDatabase(SHARED + BEHIND);
  return {
    production,
    development,
    drop: async () => {
      await production.drop();
      await development.drop();
    },
  };
}
