import * as z from 'zod';

export const environmentKinds = ['database', 'snapshot', 'sql'] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

export const environmentRoles = ['production', 'staging', 'development'] as const;
export type EnvironmentRole = (typeof environmentRoles)[number];

/** Where an environment is found. Paths are relative to the workspace folder. */
export const locationSchema = z.union([
  z.strictObject({ url: z.string() }),
  z.strictObject({ env: z.string() }),
  z.strictObject({ file: z.string(), key: z.string() }),
  z.strictObject({ path: z.string() }),
]);
export type Location = z.infer<typeof locationSchema>;

/** A named thing that has a schema. */
export interface Environment {
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly role?: EnvironmentRole;
  /** Never written to without its name typed. */
  readonly protected: boolean;
  readonly location: Location;
}
