import type { Disposable } from 'vscode';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { BirpcReturn } from 'birpc';
import type { Difference, ObjectId, Rename } from '../engine/model';
import type { Scope } from '../engine/scope';
import type { Environment } from '../environments/environment';
import type { LoadOptions } from '../environments/load';
import type { Consolidation } from '../migrations/consolidate/consolidate';
import type { FileObjects } from '../migrations/file-objects';
import type { LintFinding } from '../migrations/lint/finding';
import type { MigrationStatus } from '../migrations/status';
import type { Proof } from '../proof/prove';
import { HelpfulError } from './helpful-error';
import type {
  CatalogHeader,
  ConsolidationRequest,
  Held,
  HostFunctions,
  Key,
  MigrationRequest,
  PlanRequest,
  PlanSummary,
  SessionRequest,
  ThreadFunctions,
  WrittenMigration,
} from './schema-thread/contract';
import type { DriftView, SchemaView, ViewedObject } from './schema-view';
import type { WorkspaceEnvironment } from './workspace-environment';

/** A schema as it was when it was read. */
export interface ReadSchema {
  /** The thread's number for it. */
  readonly key: Key;
  /** What a person calls their schema: without Supabase's own and the like. */
  readonly visible: SchemaView;
  /** Null where no server was asked. */
  readonly serverVersion: string | null;
}

/** What is read is kept, so that a larger space for what is new, 48 MB by default, is memory and no time gained. */
const YOUNG_MB = 12;

type Thread = BirpcReturn<ThreadFunctions, HostFunctions>;

interface Running {
  readonly worker: Worker;
  readonly thread: Thread;
}

/**
 * The heavy work of the extension: reading, comparing, planning. It is done in a thread, which starts with the first
 * call and keeps what it has read; what trees and documents show comes over in batches, so that nothing ever waits long.
 */
export class SchemaWork implements Disposable {
  readonly #program: string;
  readonly #options = new Map<Key, LoadOptions>();
  #lastKey: Key = 0;
  #running: Promise<Running> | undefined;

  /** @param program the file that the thread runs */
  constructor(program: string) {
    this.#program = program;
  }

  /**
   * Reads all of an environment's schema; of a database that was read before, what has changed since.
   * Throws EnvironmentError.
   */
  async read(
    { environment }: Pick<WorkspaceEnvironment, 'environment'>,
    options: LoadOptions,
    before?: ReadSchema,
  ): Promise<ReadSchema> {
    return this.#run(options, async (thread, key, request) => {
      const { header, unchanged, serverVersion } = await thread.read(key, {
        environment,
        before: before?.key,
        ...request,
      });
      const visible =
        unchanged && before !== undefined ? before.visible : await viewOf(thread, { schema: key }, header);
      return { key, visible, serverVersion };
    });
  }

  /** Compares two schemas: within a scope, or as a person calls them theirs. Throws RenameRefused. */
  async compare(
    source: ReadSchema,
    target: ReadSchema,
    scope?: Scope,
    accepted: readonly Rename[] = [],
  ): Promise<DriftView> {
    const thread = await this.#thread();
    const key = ++this.#lastKey;
    const headers = await thread.compare(key, source.key, target.key, scope, accepted);
    const { renames, possibleRenames, alignment } = headers;
    const side = (name: 'source' | 'target', read: ReadSchema): SchemaView | Promise<SchemaView> =>
      headers[name].isAsRead
        ? { ...headers[name], objects: read.visible.objects }
        : viewOf(thread, { drift: key, side: name }, headers[name]);
    const differences: Difference[] = [];
    for await (const batch of batches((from) => thread.differences(key, from))) differences.push(...batch);
    return {
      key,
      source: await side('source', source),
      target: await side('target', target),
      differences,
      renames,
      possibleRenames,
      alignment,
    };
  }

  /** The complete DDL of one object; empty where that schema does not have it. */
  async definition(held: Held, id: ObjectId): Promise<string> {
    return (await this.#thread()).definition(held, id);
  }

  /** Those of the objects that a schema, as it was read, does not have. */
  async lacking({ key }: ReadSchema, ids: readonly ObjectId[]): Promise<readonly ObjectId[]> {
    return (await this.#thread()).lacking(key, ids);
  }

  /** What the files of a migrations folder create, by replaying it. Throws EnvironmentError and MigrationError. */
  async fileObjects(environment: Environment, options: LoadOptions): Promise<FileObjects> {
    return this.#run(options, (thread, key, request) => thread.fileObjects(key, { environment, ...request }));
  }

  /** What there is to say about the files of a migrations folder, by replaying it. Throws EnvironmentError and MigrationError. */
  async lint(status: MigrationStatus, options: LoadOptions): Promise<readonly LintFinding[]> {
    return this.#run(options, (thread, key, request) => thread.lint(key, { status, ...request }));
  }

  /** Plans and proves one file in the place of all, and writes nothing. Throws EnvironmentError and MigrationError. */
  async consolidate(
    what: Pick<ConsolidationRequest, 'environment' | 'name' | 'keep' | 'version'>,
    options: LoadOptions,
  ): Promise<Consolidation> {
    return this.#run(options, (thread, key, request) => thread.consolidate(key, { ...what, ...request }));
  }

  /** What a migration of the chosen differences does and risks. Throws PlanRefused. */
  async plan(drift: Key, request: PlanRequest): Promise<PlanSummary> {
    return (await this.#thread()).plan(drift, request);
  }

  /** A migration, not yet in any file. Throws PlanRefused. */
  async migration(drift: Key, request: MigrationRequest): Promise<WrittenMigration> {
    return (await this.#thread()).migration(drift, request);
  }

  /**
   * Runs the plan on a copy of the target's schema: on the server of an environment, or embedded (null).
   * Throws EnvironmentError, PlanRefused.
   */
  async prove(drift: Key, plan: PlanRequest, scratch: Environment | null, options: LoadOptions): Promise<Proof> {
    return this.#run(options, (thread, key, request) => thread.prove(key, drift, { ...plan, scratch, ...request }));
  }

  /** The text of a file of verification queries. */
  async verification(drift: Key, chosen: ReadonlySet<ObjectId>): Promise<string> {
    return (await this.#thread()).verification(drift, [...chosen]);
  }

  /** Lets go of a schema or a drift that nobody will ask about again. */
  forget(key: Key): void {
    void this.#running?.then(({ thread }) => thread.forget.asEvent(key));
  }

  dispose(): void {
    void this.#running?.then(({ worker }) => worker.terminate());
  }

  /** Work that may ask for a password, and that ends when its signal says so. */
  async #run<T>(
    options: LoadOptions,
    work: (thread: Thread, key: Key, request: SessionRequest) => Promise<T>,
  ): Promise<T> {
    const thread = await this.#thread();
    const key = ++this.#lastKey;
    const cancel = (): void => void thread.cancel.asEvent(key);
    this.#options.set(key, options);
    options.signal?.addEventListener('abort', cancel, { once: true });
    try {
      const { workspace, env = {}, statementTimeoutMs = 0 } = options;
      const answer = work(thread, key, { workspace, env: { ...env }, statementTimeoutMs });
      if (options.signal?.aborted) cancel();
      return await answer;
    } finally {
      options.signal?.removeEventListener('abort', cancel);
      this.#options.delete(key);
    }
  }

  async #thread(): Promise<Thread> {
    this.#running ??= this.#start();
    return (await this.#running).thread;
  }

  async #start(): Promise<Running> {
    const [{ createBirpc }, { channel }] = await Promise.all([import('birpc'), import('./schema-thread/channel')]);
    const worker = new Worker(this.#program, {
      env: SHARE_ENV,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const thread = createBirpc<ThreadFunctions, HostFunctions>(
      {
        password: async (key) => this.#options.get(key)?.password?.(),
        message: (key, text) => this.#options.get(key)?.onMessage?.(text),
      },
      channel(worker),
    );
    const end = (reason: string): void => {
      this.#running = undefined;
      if (!thread.$closed) thread.$close(new HelpfulError(`Reading schemas ended unexpectedly: ${reason}. Try again.`));
    };
    worker.once('error', (error) => {
      end(error.message);
    });
    worker.once('exit', (code) => {
      end(`code ${code}`);
    });
    return { worker, thread };
  }
}

async function viewOf(thread: Thread, held: Held, header: CatalogHeader): Promise<SchemaView> {
  const objects = new Map<ObjectId, ViewedObject>();
  for await (const batch of batches((from) => thread.objects(held, from)))
    for (const object of batch) objects.set(object.id, object);
  return { ...header, objects };
}

/** One batch after the other until there is none: each waits its turn in the event loop. */
async function* batches<T>(next: (from: number) => Promise<readonly T[]>): AsyncGenerator<readonly T[]> {
  for (let from = 0, batch = await next(from); batch.length > 0; batch = await next((from += batch.length)))
    yield batch;
}
