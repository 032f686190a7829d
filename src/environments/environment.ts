export const environmentKinds = ['database', 'migrations', 'prisma', 'snapshot', 'sql'] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

export const environmentRoles = ['production', 'staging', 'development'] as const;
export type EnvironmentRole = (typeof environmentRoles)[number];

/** What the first migration of a folder finds: a Supabase project, or an empty PostgreSQL. */
export const platforms = ['supabase', 'none'] as const;
export type Platform = (typeof platforms)[number];

/** Where an environment is found. Paths are relative to the workspace folder. */
export type Location = DatabaseLocation | FileLocation;

export type DatabaseLocation =
  | { readonly url: string }
  /** The environment variable that holds the URL. */
  | { readonly env: string }
  /** The .env file and the name in it that hold the URL. */
  | { readonly file: string; readonly key: string };

export interface FileLocation {
  /** Of a file, or of a migrations folder. */
  readonly path: string;
  /** What a migrations folder is replayed on. Absent: as where it lies tells. */
  readonly platform?: Platform | undefined;
  /** The server on which a migrations folder is replayed. Absent: the embedded PostgreSQL. */
  readonly scratch?: DatabaseLocation | undefined;
}

/** A named thing that has a schema. */
export interface Environment<Kind extends EnvironmentKind = EnvironmentKind> {
  readonly name: string;
  readonly kind: Kind;
  readonly role?: EnvironmentRole;
  /** Never written to without its name typed. */
  readonly protected: boolean;
  readonly location: Location;
}
