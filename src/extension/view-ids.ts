/** The views of the container, as package.json declares them. */
export const ViewId = {
  Environments: 'schemaDrift.environments',
  Drift: 'schemaDrift.drift',
  Migrations: 'schemaDrift.migrations',
} as const;

export type ViewId = (typeof ViewId)[keyof typeof ViewId];
