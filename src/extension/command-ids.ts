/** All commands, as package.json declares them. */
export const CommandId = {
  AddEnvironment: 'schemaDrift.addEnvironment',
  UseDiscovered: 'schemaDrift.useDiscovered',
  EditEnvironment: 'schemaDrift.editEnvironment',
  RemoveEnvironment: 'schemaDrift.removeEnvironment',
  OpenConfiguration: 'schemaDrift.openConfiguration',
  Refresh: 'schemaDrift.refresh',
  RefreshEnvironment: 'schemaDrift.refreshEnvironment',
  Cancel: 'schemaDrift.cancel',
  Compare: 'schemaDrift.compare',
  CompareAsSource: 'schemaDrift.compareAsSource',
  CompareAsTarget: 'schemaDrift.compareAsTarget',
  CompareAgain: 'schemaDrift.compareAgain',
  Swap: 'schemaDrift.swap',
  /** What a click on a difference does, as the person has set it. */
  ShowDifference: 'schemaDrift.showDifference',
  OpenDifference: 'schemaDrift.openDifference',
  /** The same with everything around it: a column's table. */
  OpenWholeDifference: 'schemaDrift.openWholeDifference',
  OpenAllDifferences: 'schemaDrift.openAllDifferences',
  OpenDefinition: 'schemaDrift.openDefinition',
  RevealInEnvironments: 'schemaDrift.revealInEnvironments',
  OpenReview: 'schemaDrift.openReview',
  AcceptRename: 'schemaDrift.acceptRename',
  RefuseRename: 'schemaDrift.refuseRename',
  UndoRename: 'schemaDrift.undoRename',
  ProveMigration: 'schemaDrift.proveMigration',
  GenerateMigration: 'schemaDrift.generateMigration',
  GenerateVerificationQueries: 'schemaDrift.generateVerificationQueries',
  RunVerificationQueries: 'schemaDrift.runVerificationQueries',
  RunQuery: 'schemaDrift.runQuery',
  ClearResults: 'schemaDrift.clearVerificationResults',
  RefreshMigrations: 'schemaDrift.refreshMigrations',
  OpenMigrationStatus: 'schemaDrift.openMigrationStatus',
  /** Opens the migration file that made an object. */
  OpenOrigin: 'schemaDrift.openOrigin',
  Promote: 'schemaDrift.promote',
  CaptureMigrations: 'schemaDrift.captureMigrations',
  TrackMigrations: 'schemaDrift.trackMigrations',
  ShowLog: 'schemaDrift.showLog',
} as const;

export type CommandId = (typeof CommandId)[keyof typeof CommandId];
