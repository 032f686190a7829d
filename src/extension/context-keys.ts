/** What the `when` clauses of package.json ask for. */
export const ContextKey = {
  /** True while something runs that can be cancelled. */
  Busy: 'schemaDrift.busy',
  /** Which environments there are: see EnvironmentsState. */
  Environments: 'schemaDrift.environmentsState',
  /** Where the comparison stands: see DriftState. */
  Drift: 'schemaDrift.driftState',
  /** True where a Prisma schema is compared with a database. */
  Alignment: 'schemaDrift.hasAlignment',
  /** Whether there is a migrations folder: `listed` or `none`. */
  Migrations: 'schemaDrift.migrationsState',
} as const;
