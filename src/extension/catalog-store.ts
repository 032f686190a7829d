import { type Disposable, EventEmitter } from 'vscode';
import type { DatabaseAccess } from './database-access';
import type { Log } from './log';
import type { ReadSchema, SchemaWork } from './schema-work';
import { sessionOptions } from './session-options';
import type { Trust } from './trust';
import type { WorkspaceEnvironment } from './workspace-environment';

export type SchemaState =
  | { readonly phase: 'unread' }
  | { readonly phase: 'reading' }
  | { readonly phase: 'read'; readonly schema: ReadSchema }
  | { readonly phase: 'failed'; readonly error: unknown };

/** How a schema is read. */
export interface ReadRequest {
  readonly signal?: AbortSignal | undefined;
  /** Ask the person for a password that isn't stored. False for what happens without their doing. */
  readonly mayAsk: boolean;
}

const UNREAD: SchemaState = { phase: 'unread' };

/** Reads schemas, and keeps what was read until it is asked for again. */
export class CatalogStore implements Disposable {
  readonly #trust: Trust;
  readonly #access: DatabaseAccess;
  readonly #work: SchemaWork;
  readonly #log: Log;
  readonly #changed = new EventEmitter<string>();
  readonly #states = new Map<string, SchemaState>();
  readonly #reading = new Map<string, Promise<ReadSchema>>();
  readonly #places = new Map<string, string>();

  /** Fires with the label of an environment whose schema is in another state. */
  readonly onDidChange = this.#changed.event;

  constructor(trust: Trust, access: DatabaseAccess, work: SchemaWork, log: Log) {
    this.#trust = trust;
    this.#access = access;
    this.#work = work;
    this.#log = log;
  }

  state(environment: WorkspaceEnvironment): SchemaState {
    return this.#states.get(environment.label) ?? UNREAD;
  }

  phaseOf(label: string): SchemaState['phase'] {
    return (this.#states.get(label) ?? UNREAD).phase;
  }

  /** The labels of other databases on the same server, as far as they were read. */
  onSameServer(environment: WorkspaceEnvironment): readonly string[] {
    const system = this.#systemOf(environment.label);
    if (system === undefined || environment.environment.kind !== 'database') return [];
    return [...this.#states.keys()].filter((label) => label !== environment.label && this.#systemOf(label) === system);
  }

  /** The schema as it was last read, or read now. Throws EnvironmentError, UntrustedWorkspaceError. */
  async get(environment: WorkspaceEnvironment, request: ReadRequest): Promise<ReadSchema> {
    const state = this.state(environment);
    if (state.phase === 'read') return state.schema;
    return (await this.#reading.get(environment.label)) ?? this.read(environment, request);
  }

  /** Reads the schema anew. Throws EnvironmentError, UntrustedWorkspaceError. */
  async read(environment: WorkspaceEnvironment, request: ReadRequest): Promise<ReadSchema> {
    this.#trust.require();
    const { label } = environment;
    const before = this.state(environment);
    const isSamePlace = this.#places.get(label) === placeOf(environment);
    const known = before.phase === 'read' && isSamePlace ? before.schema : undefined;
    const reading = this.#read(environment, request, known);
    this.#reading.set(label, reading);
    this.#places.set(label, placeOf(environment));
    this.#set(label, { phase: 'reading' });
    try {
      const schema = await reading;
      if (this.#reading.get(label) === reading) this.#set(label, { phase: 'read', schema });
      if (before.phase === 'read') this.#work.forget(before.schema.key);
      return schema;
    } catch (error) {
      if (this.#reading.get(label) === reading) {
        this.#set(label, request.signal?.aborted ? before : { phase: 'failed', error });
      }
      throw error;
    } finally {
      if (this.#reading.get(label) === reading) this.#reading.delete(label);
    }
  }

  /** Forgets what was read, of one environment or of all. */
  forget(label?: string): void {
    for (const each of label === undefined ? [...this.#states.keys()] : [label]) {
      this.#reading.delete(each);
      this.#letGo(each);
      if (this.#states.delete(each)) this.#changed.fire(each);
    }
  }

  /**
   * Forgets what was read of environments that are no longer there or that lie elsewhere now, and what could not be
   * read: the reason may be gone.
   */
  keepOnly(environments: readonly WorkspaceEnvironment[]): void {
    const places = new Map(environments.map((each) => [each.label, placeOf(each)]));
    for (const [label, { phase }] of this.#states) {
      if (phase === 'failed' || places.get(label) !== this.#places.get(label)) this.forget(label);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #read(
    environment: WorkspaceEnvironment,
    request: ReadRequest,
    before: ReadSchema | undefined,
  ): Promise<ReadSchema> {
    const { label } = environment;
    this.#log.info(`Reading the schema of ${label}.`);
    const started = performance.now();
    const schema = await this.#access.use(environment, request.mayAsk, (password) =>
      this.#work.read(
        environment,
        { ...sessionOptions(environment, this.#log), signal: request.signal, password },
        before,
      ),
    );
    this.#log.info(
      `Read ${schema.visible.objects.size} objects of ${label} in ${Math.round(performance.now() - started)} ms.`,
    );
    return schema;
  }

  #systemOf(label: string): string | undefined {
    const state = this.#states.get(label);
    return state?.phase === 'read' ? state.schema.visible.server.system : undefined;
  }

  #letGo(label: string): void {
    const state = this.#states.get(label);
    if (state?.phase === 'read') this.#work.forget(state.schema.key);
  }

  #set(label: string, state: SchemaState): void {
    this.#states.set(label, state);
    this.#changed.fire(label);
  }
}

function placeOf({ environment, folder }: WorkspaceEnvironment): string {
  return JSON.stringify([folder.uri.toString(), environment.kind, environment.location]);
}
