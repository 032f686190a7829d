export const environmentKinds = ['database', 'snapshot', 'sql'] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

export const environmentRoles = ['production', 'staging', 'development'] as const;
export type EnvironmentRole = (typeof environmentRoles)[number];

/** Where an environment is found. Paths are relative to the workspace folder. */
export type Location =
  | { readonly url: string }
  /** The environment variable that holds the URL. */
  | { readonly env: string }
  /** The .env file and the name in it that hold the URL. */
  | { readonly file: string; readonly key: string }
  | { readonly path: string };

/** A named thing that has a schema. */
export interface Environment {
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly role?: EnvironmentRole;
  /** Never written to without its name typed. */
  readonly protected: boolean;
  readonly location: Location;
}
