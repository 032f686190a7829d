import type { Grants } from './grants';
import type { Ignorable } from './ignorable';
import type { Attributes, Catalog, CatalogObject, Change, Hazard, KindName, ObjectId, Strategy, Value } from './model';
import type { Reader, Row } from './reader';
import type { SystemCatalog } from './system-catalogs';

/** Whether two texts are the same query to PostgreSQL's parser, but for names of relations that need not be said. */
export type SameQuery = (a: string, b: string) => boolean;

/** One SQL statement, without the closing semicolon. */
export interface Statement {
  readonly sql: string;
  readonly hazards?: readonly Hazard[];
  /**
   * Objects, or tokens that others provide, that must be there first, beyond what the catalog knows. A function is asked
   * once all is decided.
   */
  readonly requires?: readonly string[] | (() => readonly string[]);
  /** Objects that may go only after this statement ran. */
  readonly before?: readonly ObjectId[];
  /** Objects that this statement waits for to go, where they go. */
  readonly after?: readonly ObjectId[];
  /** True for what others need not wait for: it becomes a step of its own, some time after the object's main step. */
  readonly later?: true;
  /** Tables that have their rows only after this later statement: what stands on them waits for it. */
  readonly fills?: readonly ObjectId[];
  /** True for what prepares the object's main step: it becomes a step of its own before that, after what the object needs. */
  readonly ahead?: true;
  /** True where PostgreSQL refuses to run it in a transaction, or where one would hold its locks too long. */
  readonly outsideTransaction?: true;
  /** True where it fails, or does again what takes long, when it runs again: an idempotent plan asks `verify` before. */
  readonly once?: true;
  /** The same of a statement that `verify` says nothing of: a condition of its own. */
  readonly onlyWhere?: string;
  /** An object that the statement is about, and that it is not needed for where the plan makes it. */
  readonly unlessMade?: ObjectId;
  /** A token that says that this later statement ran. */
  readonly provides?: string;
  readonly commitAfter?: boolean;
}

/** What a kind may look at while it writes statements. */
export interface PlanContext {
  /** The state to reach. */
  readonly goal: Catalog;
  /** The state to start from. */
  readonly target: Catalog;
  readonly strategy: Strategy;
  /** The objects of the goal whose parent is `id`, in the catalog's order. */
  readonly children: (id: ObjectId) => readonly CatalogObject[];
  /** The same of the target. */
  readonly targetChildren: (id: ObjectId) => readonly CatalogObject[];
  /** True when the plan creates this object (newly or again). */
  readonly isMade: (id: ObjectId) => boolean;
  /** True when the plan drops this object (for good or to create it again). */
  readonly isRemoved: (id: ObjectId) => boolean;
}

/** The two schemas that a choice is made between. */
export interface Sides {
  readonly source: Catalog;
  readonly target: Catalog;
  /** The objects of either side whose parent is `id`. */
  readonly children: (id: ObjectId) => readonly CatalogObject[];
}

/** How an object is changed in place. */
export interface Alteration {
  readonly statements: readonly Statement[];
  /** Which of its dependents must let go while it changes. */
  readonly disturbs?: (dependent: CatalogObject) => boolean;
}

/** What must be created again, with the object and all else in it: the table of a column. */
export interface Replacement {
  readonly replaces: ObjectId;
}

/** How an object lets go of something that is replaced, without being dropped itself. */
export interface Release {
  readonly release: readonly Statement[];
  readonly restore: readonly Statement[];
  readonly disturbs?: (dependent: CatalogObject) => boolean;
}

/** What a kind may look at to say what shape an object has. */
export interface ShapeContext {
  /** The side that the object is on, and the other. */
  readonly own: Catalog;
  readonly other: Catalog;
  /** Its children, in the catalog's order. */
  readonly children: readonly CatalogObject[];
}

/** How an object gets another name and stays what it is. */
export interface Renaming<A extends Attributes> {
  /** What two objects have in common that may be one: `the same columns`. */
  readonly why: string;
  /** True where others write its name alone: a column, an index. Everything else is written with its schema. */
  readonly alone?: true;
  /** True where no client calls it by its name: an index, a policy. */
  readonly internal?: true;
  /** What two objects must have in common to be taken for one, where that is not their attributes; null for what never is. */
  shape?(object: CatalogObject<A>, context: ShapeContext): Value | null;
  /** Why PostgreSQL does not give it another name by itself, where it does not. */
  refused?(object: CatalogObject<A>, catalog: Catalog): string | undefined;
  /** What PostgreSQL renames along: the columns that inherit a column. */
  heirs?(object: CatalogObject<A>, catalog: Catalog): readonly CatalogObject[];
  /** Where it is not `ALTER address RENAME TO name`. */
  sql?(object: CatalogObject<A>, name: string): string;
}

/** Names inside an object that PostgreSQL can change: an enum's labels. */
export interface Members<A extends Attributes> {
  /** What the identities of members begin with: `enum_value`. */
  readonly kind: KindName;
  readonly attribute: string;
  names(object: CatalogObject<A>): readonly string[];
  renamed(object: CatalogObject<A>, from: string, to: string): CatalogObject<A>;
  /** What has the name because of it: the columns of a typed table. */
  along?(object: CatalogObject<A>, name: string, catalog: Catalog): readonly CatalogObject[];
  sql(object: CatalogObject<A>, from: string, to: string): string;
  /** The type whose literals the names are, as SQL. */
  labelOf?(object: CatalogObject<A>): string;
}

/**
 * Everything the engine knows about one kind of object. The stages call these methods and know no kind by name.
 * Owner, comment and grants are the same for every kind and are handled by the stages (see facets.ts):
 * a kind only has to say how the object is addressed.
 */
export interface Kind<A extends Attributes = Attributes> {
  readonly name: KindName;
  /** For people: `materialized view`, `materialized views`. */
  readonly label: { readonly one: string; readonly many: string };
  /** The system catalog that holds its rows: what pg_depend calls classid. */
  readonly catalog: SystemCatalog;
  /** A part is reported as an attribute of its parent (a column's default); its value is this attribute. */
  readonly part?: string;
  /** Objects whose differences its own can't be made without, beyond those of what it depends on. */
  prerequisites?(id: ObjectId, sides: Sides): readonly ObjectId[];
  /** True where it looks as what it reads, which its attributes do not say: a view, whose columns have the types of others. */
  readonly isDerived?: true;
  /** True where expressions that use what it depends on may be written with it: a cast's function with the cast. */
  readonly isNotation?: true;
  /** True where the object is created before its parent and tied to it later: the sequence of a serial column. */
  precedesParents?(object: CatalogObject<A>): boolean;
  /** Attributes that older servers do not have: name → first version. They are compared where both servers have them. */
  readonly since?: Readonly<Record<string, number>>;
  /** Attributes that list privileges, as `grants` does. */
  readonly grantLists?: readonly string[];
  /** Attributes that are null where any value will do, such as an extension's version: compared where both say one. */
  readonly open?: readonly string[];
  /** Attributes that servers of different major versions word differently: whether two values mean the same there. */
  readonly meansTheSame?: Readonly<Record<string, (a: Value, b: Value, isSameQuery: SameQuery) => boolean>>;
  /** True where making it runs expressions over rows: whatever can be made before it is, functions above all. */
  readonly evaluates?: true;
  /** True where it changes what objects are created with from then on: it is made, changed and dropped after them. */
  readonly afterAll?: true;
  /** The object without something that is ignored, where that is not its owner, grants or comment: without a tablespace. */
  ignoring?(object: CatalogObject<A>, what: Ignorable): CatalogObject<A>;
  /** True where it is an object only for what is said about it: a view's column with a comment. */
  isCarrier?(object: CatalogObject<A>): boolean;
  /** True where it may use what pg_depend does not list: a function with a quoted body. */
  isOpaque?(object: CatalogObject<A>): boolean;
  /** Compared only where the scope asks for roles: it belongs to the whole server, or is of use only with what does. */
  readonly clusterWide?: true;
  /** Names of the roles that the object is about, beyond its owner and those with grants on it. */
  roles?(object: CatalogObject<A>): readonly string[];
  /** Privileges that PUBLIC has on a new object of this kind. */
  readonly publicPrivileges?: readonly string[];
  /** What the grants were before anybody changed them, where that is not PostgreSQL's default for the kind. */
  usualGrants?(object: CatalogObject<A>): Grants;
  /** What ALTER DEFAULT PRIVILEGES calls objects of this kind: `TABLES`. */
  readonly defaultPrivileges?: 'TABLES' | 'SEQUENCES' | 'FUNCTIONS' | 'TYPES' | 'SCHEMAS';

  /**
   * The SELECT that reads all objects of this kind; its first column is the object's oid, its second the sub-id (0 but
   * for columns).
   * @param only SQL for the oids of its catalog whose rows are asked for, where not all are: it may give others as well
   */
  query(version: number, only?: string): string;
  /**
   * Of a kind that few schemas have: what stands after FROM in a SELECT that has rows wherever there are any, or true
   * for the rows of its catalog that did not come with the server. The query is planned only then.
   */
  readonly seldom?: string | true;
  /** One row of that query as an object, or null when it belongs to something that is not compared. */
  read(row: Row, reader: Reader): CatalogObject<A> | null;

  /** How DROP, COMMENT ON and ALTER … OWNER TO name the object: `TABLE public.users`. */
  address(object: CatalogObject<A>): string;
  /** What stands between GRANT and TO, where that is not `privileges ON address`. */
  grantClause?(object: CatalogObject<A>, privileges: readonly string[]): string;
  /** Names that only one object can have at a time, such as `relation public.users`. */
  claims?(object: CatalogObject<A>): readonly string[];

  /** How PostgreSQL gives it another name; without it, it is never taken for renamed. */
  readonly rename?: Renaming<A>;
  readonly members?: Members<A>;
  /** What a new name of its own, or of one of its parents, changes in it beyond the names that its texts hold. */
  followRename?(before: CatalogObject<A>, after: CatalogObject<A>, parents: readonly CatalogObject[]): CatalogObject<A>;

  /** Whether it holds values of that type, or rows of that table, on disk; or is a type that is made of them. */
  contains?(object: CatalogObject<A>, type: ObjectId): 'in rows' | 'in a type' | null;
  /** The tables and types that it takes, as it is made or changed, to have nothing kept whole elsewhere: a column with another type. */
  reshapes?(object: CatalogObject<A>, context: PlanContext): readonly ObjectId[];

  /** True when this kind's CREATE can write that child inside itself. */
  absorbs?(object: CatalogObject<A>, child: CatalogObject, context: PlanContext): boolean;
  /** The parent without which PostgreSQL does not let it go, where that stays: an index of a partition and its table's. */
  inseparableFrom?(object: CatalogObject<A>, context: PlanContext): ObjectId | undefined;
  /** True where what it inherits is its table's own as well: it is made before what it is inherited from, and goes after that. */
  isOwnAsWell?(object: CatalogObject<A>): boolean;
  /** True where the object stays although that parent is dropped: the plan has untied them before. */
  outlives?(object: CatalogObject<A>, parent: ObjectId, context: PlanContext): boolean;
  /**
   * True where it is dropped together with its first parent and never apart: a column of its partition key, or whose
   * values are kept beside its table.
   */
  goesOnlyWithParent?(object: CatalogObject<A>, context: PlanContext): boolean;
  create(object: CatalogObject<A>, context: PlanContext, absorbed: readonly CatalogObject[]): readonly Statement[];
  /** @param absorbed what goes along in the same statement, such as a table's columns */
  drop(object: CatalogObject<A>, context: PlanContext, absorbed: readonly CatalogObject[]): readonly Statement[];
  /** From the target's state to the goal's, or `replace` where PostgreSQL has no ALTER for it. */
  alter(
    target: CatalogObject<A>,
    goal: CatalogObject<A>,
    changes: readonly Change[],
    context: PlanContext,
  ): Alteration | Replacement | 'replace';
  /** How to let go of `cause`, which is replaced or changed underneath; without it the object is dropped and created again. */
  release?(
    target: CatalogObject<A>,
    goal: CatalogObject<A>,
    cause: CatalogObject,
    context: PlanContext,
  ): Release | Replacement | 'replace' | 'keep';

  /** `EXISTS (…)`: true where the object is as it should be. */
  verify(object: CatalogObject<A>): string;
}
