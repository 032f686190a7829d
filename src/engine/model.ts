/** PostgreSQL's word for a kind of object, in snake_case: `table`, `materialized_view`. */
export type KindName = string;

/** A stable name for an object, the same in every environment: `column:public.graph_nodes.status`. */
export type ObjectId = string;

/** The kind that an identity begins with. */
export function kindNameOf(id: ObjectId): KindName {
  return id.slice(0, id.indexOf(':'));
}

/** What an attribute can hold: plain JSON, so that a catalog can be saved and sent. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export type Attributes = Readonly<Record<string, Value>>;

/** An attribute or fact that is a text; empty where it is not. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** One object of a catalog. Plain data. */
export interface CatalogObject<A extends Attributes = Attributes> {
  readonly id: ObjectId;
  readonly kind: KindName;
  /** Null for what lies in no schema, such as an extension. */
  readonly schema: string | null;
  readonly name: string;
  /** The objects this one goes away with. It is shown under the first. */
  readonly parents: readonly ObjectId[];
  /** What is compared. */
  readonly attributes: A;
  /** What is worth knowing and not compared: a column's position, a table's estimated rows. */
  readonly facts: Attributes;
  /** What the renames that come first change in it: it is shown, and not planned again. */
  readonly renamed?: readonly Change[];
}

/** The server a catalog was read from. */
export interface Server {
  /** As `server_version_num` has it: 150018. */
  readonly version: number;
  readonly database: string;
  /** The role that read the catalog, and that will probably run the migration. */
  readonly user: string;
  readonly roles: readonly string[];
  /** The system identifier, the same for all databases of one server; absent where it is not known. */
  readonly system?: string;
}

/** Objects that were found and are not compared, by reason. */
export interface NotCompared {
  readonly kind: KindName;
  readonly count: number;
  readonly examples: readonly string[];
}

/** Objects that were left out on purpose: the preset's schemas, an exclusion. */
export interface LeftOut {
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** A part of the catalog that the role was not allowed to read. */
export interface NotRead {
  readonly kind: KindName;
  readonly reason: string;
}

/** All objects of one environment at one moment, with what depends on what. */
export interface Catalog {
  readonly server: Server;
  readonly objects: ReadonlyMap<ObjectId, CatalogObject>;
  /** From an object to those that it depends on. */
  readonly dependencies: ReadonlyMap<ObjectId, readonly ObjectId[]>;
  readonly notCompared: readonly NotCompared[];
  readonly leftOut: readonly LeftOut[];
  readonly notRead: readonly NotRead[];
  /** For a target of which a person said that objects were renamed: everything above is as it is after that. */
  readonly renames?: AcceptedRenames;
}

/** One object, or one name inside an object, that was called otherwise. */
export interface Rename {
  /** As the target has it before any rename: `table:public.users`, `enum_value:public.status.open`. */
  readonly from: ObjectId;
  /** As the source has it. */
  readonly to: ObjectId;
}

/** A rename that the structure suggests; only a person can tell. */
export interface PossibleRename extends Rename {
  /** What both have in common: `the same columns`. */
  readonly why: string;
}

/** Renames that a person accepted, and what follows from them. */
export interface AcceptedRenames {
  /** The target as it is. */
  readonly before: Catalog;
  /** What comes before everything else in a plan. */
  readonly steps: readonly Step[];
  /** Each new identity with the one before, children's too. */
  readonly formerIds: ReadonlyMap<ObjectId, ObjectId>;
  /** What stood in the way of a new name, must go, and got another name until then. */
  readonly movedAway: readonly ObjectId[];
  /** True where some name had to be made free by another rename. */
  readonly takeTurns: boolean;
}

export interface Change {
  readonly attribute: string;
  readonly source: Value;
  readonly target: Value;
}

export type Status = 'missing' | 'extra' | 'changed';

/** One object that the target lacks, has too much, or has otherwise. */
export interface Difference {
  readonly id: ObjectId;
  readonly kind: KindName;
  readonly schema: string | null;
  readonly name: string;
  readonly parent: ObjectId | null;
  readonly status: Status;
  /** For `changed` only; empty otherwise. */
  readonly changes: readonly Change[];
  /** Objects that come or go with this one, such as a missing table's columns. */
  readonly includes: readonly ObjectId[];
}

/** All differences between a source and a target. */
export interface Drift {
  readonly source: Catalog;
  readonly target: Catalog;
  readonly differences: readonly Difference[];
}

export type HazardCode =
  | 'DELETES_DATA'
  | 'MAY_FAIL_ON_EXISTING_ROWS'
  | 'REWRITES_TABLE'
  | 'SCANS_TABLE'
  | 'ACCESS_EXCLUSIVE_LOCK'
  | 'SHARE_ROW_EXCLUSIVE_LOCK'
  | 'SHARE_LOCK'
  | 'BUILDS_INDEX'
  | 'DROPS_INDEX'
  | 'CHANGES_ACCESS'
  | 'NOT_IN_TRANSACTION'
  | 'UPDATES_EXTENSION'
  | 'UNTRACKED_DEPENDENCY'
  | 'BREAKS_CLIENTS'
  | 'NEEDS_PERSON';

/** What a step can lose, lock, rewrite or break. */
export interface Hazard {
  readonly code: HazardCode;
  readonly message: string;
  readonly object: ObjectId;
  /** The table or materialized view whose rows or users it is about. */
  readonly relation?: ObjectId;
  /** PostgreSQL's estimate of the relation's rows, and what they take on disk; where it has one. */
  readonly rows?: number;
  readonly bytes?: number;
}

/** One unit of a plan: statements that belong together and run in this order. */
export interface Step {
  /** The object that the step is about. */
  readonly object: ObjectId;
  readonly action: 'create' | 'alter' | 'drop';
  /** The difference that asked for the step. */
  readonly difference: ObjectId;
  /** Without the closing semicolon. */
  readonly statements: readonly string[];
  readonly hazards: readonly Hazard[];
  /** What follows can only run after a commit (a new enum value is usable only then). */
  readonly commitAfter: boolean;
  /** False where PostgreSQL refuses a transaction, or where one would hold its locks too long. */
  readonly inTransaction: boolean;
}

/**
 * In which way a plan reaches its goal:
 * - `usual`: in one transaction wherever possible;
 * - `online`: without locks that keep others from reading or writing for long, in more steps, some outside transactions;
 * - `idempotent`: by statements that can all run again when they have run.
 */
export type Strategy = 'usual' | 'online' | 'idempotent';

/** What a plan does beyond the chosen differences, and why. */
export interface Brought {
  readonly object: ObjectId;
  readonly reason: string;
  /** The difference that needs it. */
  readonly neededBy?: ObjectId | undefined;
}

/** What a plan leaves out because it deletes data that nobody gave up by name. */
export interface Withheld {
  /** The differences that stay, among them those that can only be brought in line after the others. */
  readonly differences: ReadonlySet<ObjectId>;
  readonly losses: readonly Hazard[];
  /** What is left between source and target when the plan ran, and the steps that would bring that in line. */
  readonly drift: Drift;
  readonly rest: Plan;
}

/** The ordered steps that turn the target into the source. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly brought: readonly Brought[];
  readonly strategy: Strategy;
  readonly withheld?: Withheld;
}
