import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { IGNORABLE } from '../engine/ignorable';
import type { ApplyOptions } from './commands/apply';
import type { ConsolidateOptions } from './commands/consolidate';
import type { CaptureOptions } from './commands/capture';
import type { CheckOptions } from './commands/check';
import type { DiffOptions } from './commands/diff';
import type { LintOptions } from './commands/lint';
import type { MigrateOptions } from './commands/migrate';
import type { PromoteOptions } from './commands/promote';
import type { RepairOptions } from './commands/repair';
import type { ProveOptions } from './commands/prove';
import type { SnapshotOptions } from './commands/snapshot';
import type { StatusOptions } from './commands/status';
import type { TrackOptions } from './commands/track';
import type { VerifyOptions } from './commands/verify';
import { CHECK_FORMATS } from './check-format';
import { addAllowed, addIgnored, addList, addOne, seconds } from './options';
import type { ExitCode, Session } from './session';

const ENV = `
ENV is a PostgreSQL URL, the name of an environment in schema-drift.json, migrations:DIR (migrations alone for the
configured folder), prisma:FILE, snapshot:FILE or sql:FILE.
The source is right, the target is to be changed.

Exit codes: 0 no drift, or done; 1 drift found, an expectation failed, or a migration is not applied;
2 it could not be done.`;

const MIGRATIONS_FOLDER = 'the migrations folder (default: supabase/migrations, or as schema-drift.json says)';

/**
 * Runs one command.
 * @param args what stands after the program's name
 * @throws what the command throws; bad usage is reported here
 */
export async function run(args: readonly string[], session: Session): Promise<ExitCode> {
  let outcome: ExitCode = 0;
  const program = buildProgram(session, (code) => {
    outcome = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return outcome;
}

/** Each command is loaded when it is called: to show the help must not load a database driver. */
function buildProgram(session: Session, finish: (code: ExitCode) => void): Command {
  const program = new Command('schema-drift')
    .description('Shows where PostgreSQL schemas have drifted apart, and writes the migration.')
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(schema-drift --help tells how it is used)')
    .addHelpText('after', ENV);

  planning(comparing(program.command('diff').description('Compare two environments.')))
    .addOption(
      new Option('--format <format>', 'how to print the differences')
        .choices(['text', 'json', 'markdown', 'sql'])
        .default('text'),
    )
    .action(async (options: DiffOptions) => {
      const { diff } = await import('./commands/diff');
      finish(await diff(options, session));
    });

  proving(
    planning(comparing(program.command('migrate').description('Write the migration that brings the target in line.'))),
  )
    .requiredOption('--name <name>', 'what the migration is called')
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .option('--include <id>', 'take this difference alone, and what it needs; may be repeated', addOne)
    .option('--verify', 'write verification queries too')
    .option('--prove', 'write it only when it is proved on a scratch copy of the target')
    .action(async (options: MigrateOptions) => {
      const { migrate } = await import('./commands/migrate');
      finish(await migrate(options, session));
    });

  program
    .command('check')
    .description('Run every comparison of schema-drift.json and look at the migrations: for CI.')
    .option('--on <env>', 'databases to ask which migrations are applied', addList)
    .addOption(new Option('--format <format>', 'how to print what was found').choices(CHECK_FORMATS).default('text'))
    .action(async (options: CheckOptions) => {
      const { check } = await import('./commands/check');
      finish(await check(options, session));
    });

  proving(
    planning(
      comparing(
        program.command('prove').description("Run the plan on a scratch copy of the target's schema, and compare."),
      ),
    ),
  )
    .addOption(new Option('--format <format>', 'how to print the result').choices(['text', 'json']).default('text'))
    .action(async (options: ProveOptions) => {
      const { prove } = await import('./commands/prove');
      finish(await prove(options, session));
    });

  program
    .command('apply')
    .description('Run a file of SQL on the target, in one transaction.')
    .argument('<file>', 'the migration')
    .requiredOption('--target <env>', 'the environment to change')
    .option('--confirm <name>', 'the name of the target, again: needed where it is protected')
    .option('--ignore-fingerprint', 'run it even where the target has changed since the migration was planned')
    .action(async (file: string, options: ApplyOptions) => {
      const { apply } = await import('./commands/apply');
      finish(await apply(file, options, session));
    });

  program
    .command('snapshot')
    .description('Save the schema of an environment.')
    .requiredOption('--of <env>', 'the environment to read')
    .requiredOption('--out <file>', 'the file to write')
    .action(async (options: SnapshotOptions) => {
      const { snapshot } = await import('./commands/snapshot');
      finish(await snapshot(options, session));
    });

  program
    .command('status')
    .description('Show which migration is applied where.')
    .option('--on <env>', 'the databases to ask, separated by commas (default: all of schema-drift.json)', addList)
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .option('--no-objects', 'read the histories alone; do not look whether what the files create is there')
    .option('--json', 'print JSON')
    .action(async (options: StatusOptions) => {
      const { status } = await import('./commands/status');
      finish(await status(options, session));
    });

  program
    .command('lint')
    .description('Look at the migration files: do they replay, lose data, lock, leave tables open?')
    .option('--on <env>', 'databases to ask which migrations are applied', addList)
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .addOption(new Option('--format <format>', 'how to print what was found').choices(CHECK_FORMATS).default('text'))
    .action(async (options: LintOptions) => {
      const { lint } = await import('./commands/lint');
      finish(await lint(options, session));
    });

  program
    .command('promote')
    .description('Apply the pending migrations to a database, in order, and record them.')
    .requiredOption('--target <env>', 'the database to change')
    .option('--dry-run', 'say what would be applied, and change nothing')
    .option('--include-all', 'apply those too that are older than the newest applied one')
    .option('--confirm <name>', 'the name of the target, again: needed where it is protected')
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .action(async (options: PromoteOptions) => {
      const { promote } = await import('./commands/promote');
      finish(await promote(options, session));
    });

  scoping(
    program
      .command('capture')
      .description('Write migrations for what a database has and no migration file makes.')
      .requiredOption('--from <env>', 'the environment that has it'),
  )
    .option('--object <pattern>', 'take these alone, such as table:public.x or aria_*; may be repeated', addOne)
    .option('--per-table', 'write a migration for each table')
    .option('--name <name>', 'what the migration is called (default: capture from ENV)')
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .action(async (options: CaptureOptions) => {
      const { capture } = await import('./commands/capture');
      finish(await capture(options, session));
    });

  program
    .command('consolidate')
    .description('Put one migration file in the place of all, once it is proved to do the same.')
    .option('--name <name>', 'what the file is called', 'master')
    .option('--keep <file>', 'leave this file where it is, to run after the new one; may be repeated', addOne)
    .option('--on <env>', 'databases whose histories follow (default: all of schema-drift.json)', addList)
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .action(async (options: ConsolidateOptions) => {
      const { consolidate } = await import('./commands/consolidate');
      finish(await consolidate(options, session));
    });

  program
    .command('track')
    .description('Write the script that begins the migration history of a database that has none.')
    .requiredOption('--target <env>', 'the database')
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .action(async (options: TrackOptions) => {
      const { track } = await import('./commands/track');
      finish(await track(options, session));
    });

  program
    .command('repair')
    .description(
      "Write the script that corrects a database's migration history, by versions or by what is found there.",
    )
    .requiredOption('--target <env>', 'the database')
    .option('--applied <versions>', 'record these as applied, separated by commas', addList)
    .option('--reverted <versions>', 'take these out, separated by commas', addList)
    .option('--dir <folder>', MIGRATIONS_FOLDER)
    .action(async (options: RepairOptions) => {
      const { repair } = await import('./commands/repair');
      finish(await repair(options, session));
    });

  program
    .command('verify')
    .description('Run a file of queries, read-only, and compare the answers with what its comments expect.')
    .argument('<file>', 'the verification queries')
    .requiredOption('--on <env>', 'the environments to ask, separated by commas', addList)
    .option('--timeout <seconds>', 'how long one query may take', seconds, 30_000)
    .addOption(new Option('--format <format>', 'how to print the answers').choices(['text', 'json']).default('text'))
    .action(async (file: string, options: VerifyOptions) => {
      const { verify } = await import('./commands/verify');
      finish(await verify(file, options, session));
    });

  return program;
}

function proving(command: Command): Command {
  return command.option(
    '--scratch <where>',
    "where to prove: a temporary database on the target's server (server), the embedded PostgreSQL (embedded), or on the server of ENV",
  );
}

function planning(command: Command): Command {
  return command
    .option(
      '--online',
      'let others read and write meanwhile: build indexes concurrently, validate constraints afterwards',
    )
    .addOption(new Option('--idempotent', 'write statements that can all run again').conflicts('online'))
    .option(
      '--allow <loss>',
      'have this data deleted, such as DELETES_DATA:table:public.x, or DELETES_DATA for all; may be repeated',
      addAllowed,
    );
}

function comparing(command: Command): Command {
  return scoping(
    command
      .requiredOption('--source <env>', 'the environment that is right')
      .requiredOption('--target <env>', 'the environment to be changed'),
  ).option('--rename <old=new>', 'take these two for one object that was renamed; may be repeated', addOne);
}

function scoping(command: Command): Command {
  return command
    .option('--schema <names>', 'compare these schemas alone, separated by commas', addList)
    .option('--exclude <pattern>', 'leave out objects such as public.tmp_* or trigger:*; may be repeated', addOne)
    .addOption(
      new Option('--preset <preset>', "what else is left out: Supabase's own schemas, or nothing").choices([
        'auto',
        'supabase',
        'none',
      ]),
    )
    .option('--ignore <attributes>', `take these for no difference: ${IGNORABLE.join(', ')}`, addIgnored)
    .option('--roles', 'compare roles, their memberships and settings too, which belong to the whole server');
}
