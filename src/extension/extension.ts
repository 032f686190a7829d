import { type ExtensionContext, languages, Uri, window, workspace } from 'vscode';
import { Activity } from './activity';
import { CatalogStore } from './catalog-store';
import { CommandId } from './command-ids';
import { CommandRegistry } from './command-registry';
import { AddEnvironmentCommand } from './commands/add-environment';
import { CaptureCommand } from './commands/capture';
import { CompareCommand } from './commands/compare';
import { CompareWithAppliedCommand } from './commands/compare-with-applied';
import { ConsolidateCommand } from './commands/consolidate';
import { EditEnvironmentCommand } from './commands/edit-environment';
import { GenerateMigrationCommand } from './commands/generate-migration';
import { GenerateVerificationCommand } from './commands/generate-verification';
import { environmentArgument, migrationArgument, objectArgument, renameArgument } from './commands/node-argument';
import { LintMigrationsCommand } from './commands/lint-migrations';
import { MigrationHistoryCommand } from './commands/migration-history';
import { OpenConfigurationCommand } from './commands/open-configuration';
import { OpenDefinitionCommand } from './commands/open-definition';
import { OpenOriginCommand } from './commands/open-origin';
import { OpenDifferenceCommand } from './commands/open-difference';
import { PromoteCommand } from './commands/promote';
import { ProveMigrationCommand } from './commands/prove-migration';
import { RefreshCommand } from './commands/refresh';
import { RemoveEnvironmentCommand } from './commands/remove-environment';
import { RunVerificationCommand } from './commands/run-verification';
import { ComparisonSession } from './comparison';
import { ConfigurationProblems } from './configuration-problems';
import { DatabaseAccess } from './database-access';
import { alignmentReport } from './documents/alignment-report';
import { AppliedDocuments } from './documents/applied-documents';
import { ConsolidationReport } from './documents/consolidation-report';
import { ObjectDocuments } from './documents/object-documents';
import { DOCUMENT_SCHEME } from './documents/object-uri';
import { ReportDocument } from './documents/report-document';
import { statusReport } from './documents/status-report';
import { EnvironmentStore } from './environment-store';
import { ErrorReporter } from './error-reporter';
import { InlineAnswers } from './lenses/inline-answers';
import { VerificationLenses } from './lenses/verification-lenses';
import { LintFixes } from './lint/lint-fixes';
import { MigrationLint } from './lint/migration-lint';
import { Log } from './log';
import { MigrationStore } from './migration-store';
import { MigrationProof } from './migration-proof';
import { Passwords } from './passwords';
import { registerReview } from './review/drift-review';
import { SchemaWork } from './schema-work';
import { StatusItem } from './status-item';
import { DriftDecorations } from './trees/drift-decorations';
import { DriftTree } from './trees/drift-tree';
import { DriftView } from './trees/drift-view';
import { EnvironmentsTree } from './trees/environments-tree';
import { EnvironmentsView } from './trees/environments-view';
import { MigrationsTree } from './trees/migrations-tree';
import { MigrationsView } from './trees/migrations-view';
import { Trust } from './trust';
import { ViewId } from './view-ids';

/** What the extension is made of. For its own tests; other extensions should use the commands. */
export type Parts = ReturnType<typeof activate>;

/** Puts the extension together. Loads nothing heavy: the engine and the driver come when they are first used. */
export function activate(context: ExtensionContext) {
  const own = <T extends { dispose(): unknown }>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };

  const log = own(new Log());
  const reporter = new ErrorReporter(log);
  const trust = new Trust(() => workspace.isTrusted);
  const activity = own(new Activity());
  const passwords = new Passwords(context.secrets);
  const access = new DatabaseAccess(passwords);
  const environments = own(new EnvironmentStore(trust, log));
  const work = own(new SchemaWork(context.asAbsolutePath('dist/schema-thread.js')));
  const catalogs = own(new CatalogStore(trust, access, work, log));
  const session = own(new ComparisonSession(environments, catalogs, work, activity, context.workspaceState, log));

  const migrations = own(new MigrationStore(environments, access, catalogs, work, trust, log));
  const environmentsTree = own(new EnvironmentsTree(environments, catalogs, session, work, activity, migrations));
  const environmentsView = own(new EnvironmentsView(environments, environmentsTree));
  const driftTree = own(new DriftTree(session, migrations));
  const driftView = own(new DriftView(session, driftTree));
  const migrationsTree = own(new MigrationsTree(migrations));
  const migrationsView = own(new MigrationsView(migrations, migrationsTree));
  const migrationStatus = own(new ReportDocument(statusReport(migrations)));
  const alignment = own(new ReportDocument(alignmentReport(session)));
  const explanation = Uri.joinPath(context.extensionUri, 'docs', 'lint.md');
  const lint = own(new MigrationLint(migrations, work, trust, log, explanation));
  const decorations = new DriftDecorations();
  const documents = own(new ObjectDocuments(environments, catalogs, session, work));
  own(new AppliedDocuments(migrations));
  const answers = own(new InlineAnswers());
  const lenses = own(new VerificationLenses(environments, log));
  const status = own(new StatusItem(session));
  own(new ConfigurationProblems(environments));
  own(window.registerFileDecorationProvider(decorations));
  own(workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, documents));
  own(languages.registerCodeLensProvider([{ language: 'sql' }, { pattern: '**/*.sql' }], lenses));
  own(
    languages.registerCodeActionsProvider({ scheme: 'file', pattern: '**/*.sql' }, new LintFixes(lint, migrations), {
      providedCodeActionKinds: LintFixes.kinds,
    }),
  );
  own(
    environments.onDidChange(() => {
      catalogs.keepOnly(environments.environments);
      session.forgetMissing();
    }),
  );
  const proof = own(new MigrationProof(environments, session, access, work, log));
  const review = registerReview(context, session, proof, log);

  const version = String((context.extension.packageJSON as { version?: unknown }).version);
  const add = new AddEnvironmentCommand(environments, passwords);
  const edit = new EditEnvironmentCommand(environments, passwords);
  const remove = new RemoveEnvironmentCommand(environments, passwords);
  const compare = new CompareCommand(environments, session, trust, reporter);
  const open = new OpenDifferenceCommand(session);
  const definition = new OpenDefinitionCommand(environments, environmentsTree, environmentsView, session);
  const refresh = new RefreshCommand(environments, catalogs, session, activity, trust);
  const migration = new GenerateMigrationCommand(environments, session, work, version, log);
  const capture = new CaptureCommand(environments, session, migration);
  const prove = new ProveMigrationCommand(proof, log);
  const verification = new GenerateVerificationCommand(environments, session, work, log);
  const verify = new RunVerificationCommand(environments, access, answers, trust, log);
  const configuration = new OpenConfigurationCommand(environments);
  const origin = new OpenOriginCommand(environments, catalogs, session, migrations, activity);
  const promote = new PromoteCommand(migrations, access, activity, log);
  const consolidate = new ConsolidateCommand(
    environments,
    migrations,
    work,
    activity,
    own(new ConsolidationReport()),
    version,
    log,
  );
  const lintMigrations = new LintMigrationsCommand(migrations, lint, activity);
  const compareApplied = new CompareWithAppliedCommand(migrations);
  const history = new MigrationHistoryCommand(environments, migrations, activity);

  const commands = own(new CommandRegistry(reporter));
  commands.register(CommandId.AddEnvironment, () => add.run());
  commands.register(CommandId.UseDiscovered, () => add.useDiscovered());
  commands.register(CommandId.EditEnvironment, (node) => edit.run(environmentArgument(environments, node)));
  commands.register(CommandId.RemoveEnvironment, (node) => remove.run(environmentArgument(environments, node)));
  commands.register(CommandId.OpenConfiguration, () => configuration.run());
  commands.register(CommandId.Refresh, () => refresh.all());
  commands.register(CommandId.RefreshEnvironment, (node) => refresh.one(environmentArgument(environments, node)));
  commands.register(CommandId.Cancel, () => {
    activity.cancelAll();
  });
  commands.register(CommandId.Compare, (source, target) => compare.run(source, target));
  commands.register(CommandId.CompareAsSource, (node) => compare.run(node, undefined));
  commands.register(CommandId.CompareAsTarget, (node) => compare.run(undefined, node));
  commands.register(CommandId.CompareAgain, () => compare.again());
  commands.register(CommandId.Swap, () => compare.swap());
  commands.register(CommandId.ShowDifference, (node) => {
    const opener = workspace.getConfiguration('schemaDrift').get<'native' | 'review'>('diffOpener', 'native');
    return opener === 'review' ? review.open(objectArgument(node)) : open.one(node);
  });
  commands.register(CommandId.OpenDifference, (node) => open.one(node));
  commands.register(CommandId.OpenWholeDifference, (node) => open.whole(node));
  commands.register(CommandId.OpenAllDifferences, () => open.all());
  commands.register(CommandId.OpenDefinition, (node, label) => definition.open(node, label));
  commands.register(CommandId.RevealInEnvironments, (node) => definition.reveal(objectArgument(node)));
  commands.register(CommandId.OpenReview, (node) => review.open(objectArgument(node)));
  commands.register(CommandId.AcceptRename, (node) => session.acceptRename(renameArgument(node)));
  commands.register(CommandId.RefuseRename, (node) => session.refuseRename(renameArgument(node)));
  commands.register(CommandId.UndoRename, (node) => session.undoRename(renameArgument(node)));
  commands.register(CommandId.ProveMigration, () => prove.run());
  commands.register(CommandId.GenerateMigration, (name) => migration.run(name));
  commands.register(CommandId.GenerateVerificationQueries, (name) => verification.run(name));
  commands.register(CommandId.RunVerificationQueries, (file, labels) => verify.all(file, labels));
  commands.register(CommandId.RunQuery, (file, line, labels) => verify.one(file, line, labels));
  commands.register(CommandId.ClearResults, () => {
    answers.clear();
  });
  commands.register(CommandId.RefreshMigrations, () =>
    activity.run(ViewId.Migrations, (signal) => migrations.ask({ signal, mayAsk: true })),
  );
  commands.register(CommandId.OpenMigrationStatus, () => migrationStatus.open());
  commands.register(CommandId.OpenAlignment, () => alignment.open());
  commands.register(CommandId.OpenOrigin, (node) => origin.run(node));
  commands.register(CommandId.Promote, (label) => promote.run(label));
  commands.register(CommandId.CaptureMigrations, (label, ids) => capture.run(label, ids));
  commands.register(CommandId.ConsolidateMigrations, (name, labels) => consolidate.run(name, labels));
  commands.register(CommandId.TrackMigrations, (label) => history.track(label));
  commands.register(CommandId.RepairMigrations, (target, version) =>
    history.repair(migrationArgument(environments, target, version)),
  );
  commands.register(CommandId.CompareWithApplied, (target, version) =>
    compareApplied.run(migrationArgument(environments, target, version)),
  );
  commands.register(CommandId.LintMigrations, () => lintMigrations.run());
  commands.register(CommandId.ShowLog, () => {
    log.show();
  });

  void environments.ready();
  return {
    environments,
    catalogs,
    work,
    session,
    proof,
    environmentsTree,
    environmentsView,
    driftTree,
    driftView,
    lint,
    migrations,
    migrationsTree,
    migrationsView,
    decorations,
    answers,
    lenses,
    status,
    passwords,
    log,
  };
}
