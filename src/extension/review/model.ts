import type { Event } from 'vscode';
import type { ObjectId, Strategy } from '../../engine/model';
import type { Proof } from '../../proof/prove';
import type { PlanSummary } from '../schema-thread/contract';
import type { DriftView } from '../schema-view';

/** An environment as Drift Review shows it. Holds nothing that could lead to the database. */
export interface ReviewEnvironment {
  readonly name: string;
  readonly kind: string;
  readonly role?: string | undefined;
  readonly protected: boolean;
  /** Null where no server is asked, or not yet. */
  readonly serverVersion: string | null;
}

/** Where the current comparison stands. */
export type ReviewState =
  | { readonly phase: 'none' }
  | { readonly phase: 'comparing'; readonly source: ReviewEnvironment; readonly target: ReviewEnvironment }
  | {
      readonly phase: 'failed';
      readonly source: ReviewEnvironment;
      readonly target: ReviewEnvironment;
      /** What happened, and to which environment. Already redacted. */
      readonly message: string;
      /** What to do next. */
      readonly hint: string;
    }
  | {
      readonly phase: 'compared';
      readonly source: ReviewEnvironment;
      readonly target: ReviewEnvironment;
      readonly drift: DriftView;
      /** True once something suggests that a schema has changed since it was read. */
      readonly stale: boolean;
    };

/** Whether the migration of the present choice does what it says. */
export type ProofState =
  { readonly phase: 'none' } | { readonly phase: 'proving' } | { readonly phase: 'done'; readonly proof: Proof };

/** The proof of the present choice, as far as Drift Review needs it. */
export interface ProofModel {
  readonly state: ProofState;
  /** Fires when `state` is another one. */
  readonly onDidChange: Event<void>;
}

/** The current comparison, as far as Drift Review needs it. The extension's ComparisonSession satisfies it. */
export interface ReviewModel {
  readonly state: ReviewState;
  /** Fires when `state` is another one. */
  readonly onDidChangeState: Event<void>;
  /** The differences that go into the migration. */
  readonly chosen: ReadonlySet<ObjectId>;
  /** Fires when `chosen` is another set, whoever changed it. */
  readonly onDidChangeChosen: Event<void>;
  /** In which way the migration reaches its goal. */
  readonly strategy: Strategy;
  /** Fires when `strategy` is another one, whoever changed it. */
  readonly onDidChangeStrategy: Event<void>;

  /**
   * Compares two environments by name, or the current ones again. What goes wrong is in `state`, not thrown.
   * Choices survive a repeated comparison of the same two.
   */
  compare(source?: string, target?: string): Promise<void>;
  /** Ends a running comparison. */
  cancel(): void;
  /** Makes the source the target and compares. */
  swap(): Promise<void>;
  /** Replaces the choice. */
  choose(ids: ReadonlySet<ObjectId>): void;
  /** Goes another way than the settings say, in this window. */
  useStrategy(strategy: Strategy): Promise<void>;
  /** The complete DDL of one object; empty where that side does not have it. */
  definition(side: 'source' | 'target', id: ObjectId): string | Promise<string>;
  /** The plan for the choice. Throws PlanRefused when it can't be made. */
  plan(): PlanSummary | Promise<PlanSummary>;
}
