import type {
  Brought,
  Catalog,
  Difference,
  Hazard,
  ObjectId,
  PossibleRename,
  Rename,
  Strategy,
} from '../../engine/model';
import type { ScriptOptions } from '../../engine/render/migration';
import type { Scope } from '../../engine/scope';
import type { Allowance } from '../../engine/withhold';
import type { Environment, EnvironmentKind } from '../../environments/environment';
import type { Consolidation } from '../../migrations/consolidate/consolidate';
import type { FileObjects } from '../../migrations/file-objects';
import type { LintFinding } from '../../migrations/lint/finding';
import type { MigrationStatus } from '../../migrations/status';
import type { Alignment } from '../../reports/alignment';
import type { Proof } from '../../proof/prove';
import type { ViewedObject } from '../schema-view';

/** The number under which the thread keeps a schema or a drift. The extension host gives it. */
export type Key = number;

/** A schema as it was read (without what a person does not call theirs), or as one side of a comparison saw it. */
export type Held = { readonly schema: Key } | { readonly drift: Key; readonly side: 'source' | 'target' };

/** A catalog but for its objects, which follow in batches. */
export type CatalogHeader = Omit<Catalog, 'objects' | 'dependencies'>;

/** How a session is opened, as far as it can be copied between threads. */
export interface SessionRequest {
  /** The folder that relative paths start from. */
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly statementTimeoutMs: number;
}

export interface ReadRequest extends SessionRequest {
  readonly environment: Environment;
  /** The same environment, read before. */
  readonly before?: Key | undefined;
}

export interface ReadAnswer {
  readonly header: CatalogHeader;
  /** True where all of it is as it was in `before`. */
  readonly unchanged: boolean;
  readonly serverVersion: string | null;
}

/** One side of a drift, but for its objects. */
export interface DriftSideHeader extends CatalogHeader {
  /** True where its objects are those that are seen of the schema anyway. */
  readonly isAsRead: boolean;
}

/** A drift but for its objects and differences, which follow in batches. */
export interface DriftHeader {
  readonly source: DriftSideHeader;
  readonly target: DriftSideHeader;
  /** The accepted renames, without those of names that are no longer there, and to names that are taken by now. */
  readonly renames: readonly Rename[];
  readonly possibleRenames: readonly PossibleRename[];
  /** Where one side is a Prisma schema: model by model. */
  readonly alignment: Alignment | null;
}

/** A plan as far as people see it before it is written. */
export interface PlanSummary {
  readonly statements: number;
  /** Each with the difference that asked for its step. */
  readonly hazards: readonly (Hazard & { readonly difference: ObjectId })[];
  readonly brought: readonly Brought[];
}

/** What a migration is to do, and in which way. */
export interface PlanRequest {
  /** Ids of differences. */
  readonly chosen: readonly ObjectId[];
  readonly strategy: Strategy;
}

/** What a migration is to do, and how it is written. */
export interface MigrationRequest extends PlanRequest {
  readonly script: Omit<ScriptOptions, 'plannedFor'>;
  readonly targetKind: EnvironmentKind;
  readonly allow: Allowance;
}

/** A migrations folder that is looked at, beside what databases remember of its files. */
export interface LintRequest extends SessionRequest {
  readonly status: MigrationStatus;
}

/** A migrations folder that is to be consolidated. */
export interface ConsolidationRequest extends SessionRequest {
  readonly environment: Environment;
  readonly name: string;
  readonly keep: readonly string[];
  /** Of the extension. */
  readonly version: string;
}

/** What a plan is to do, and where that is proved. */
export interface ProofRequest extends PlanRequest, SessionRequest {
  /** On whose server a temporary database is made; null for the embedded PostgreSQL. */
  readonly scratch: Environment | null;
}

/** A migration as it is written. */
export interface WrittenMigration {
  /** The texts of its files. */
  readonly texts: readonly string[];
  /** The differences that stand in it as a comment, because they delete data that nobody allowed to. */
  readonly leftOut: readonly ObjectId[];
}

/** What the thread does for the extension host. All of it is plain data: it is copied between the threads. */
export interface ThreadFunctions {
  /** Reads a schema and keeps it under `key`, which also cancels it. Throws EnvironmentError. */
  read(key: Key, request: ReadRequest): Promise<ReadAnswer>;
  cancel(key: Key): void;
  /** Compares two schemas within a scope and keeps the drift under `key`. Throws RenameRefused. */
  compare(
    key: Key,
    source: Key,
    target: Key,
    scope: Scope | undefined,
    renames: readonly Rename[],
  ): Promise<DriftHeader>;
  /** The next objects of a schema; none at its end. */
  objects(held: Held, from: number): readonly ViewedObject[];
  /** The next differences of a drift; none at its end. */
  differences(drift: Key, from: number): readonly Difference[];
  definition(held: Held, id: ObjectId): string;
  /** Those of the objects that a schema, as it was read, does not have. */
  lacking(schema: Key, ids: readonly ObjectId[]): readonly ObjectId[];
  /** Replays a migrations folder; `key` cancels it. Throws EnvironmentError and MigrationError. */
  fileObjects(key: Key, request: ReadRequest): Promise<FileObjects>;
  /** Replays a migrations folder and says what there is to say about its files; `key` cancels it. Throws as `fileObjects` does. */
  lint(key: Key, request: LintRequest): Promise<readonly LintFinding[]>;
  /** Plans and proves one file in the place of a folder's; `key` cancels it. Throws EnvironmentError and MigrationError. */
  consolidate(key: Key, request: ConsolidationRequest): Promise<Consolidation>;
  /** Throws PlanRefused. */
  plan(drift: Key, request: PlanRequest): PlanSummary;
  /** Throws PlanRefused. */
  migration(drift: Key, request: MigrationRequest): WrittenMigration;
  /** Runs a plan on a copy of the target's schema; `key` cancels it. Throws EnvironmentError, PlanRefused. */
  prove(key: Key, drift: Key, request: ProofRequest): Promise<Proof>;
  verification(drift: Key, chosen: readonly ObjectId[]): string;
  forget(key: Key): void;
}

/** What the extension host does for the thread while it reads or proves. */
export interface HostFunctions {
  /** A stored password for what is done under `key`. */
  password(key: Key): Promise<string | undefined>;
  /** A notice of the server, or what the person should know. Without secrets. */
  message(key: Key, text: string): void;
}
