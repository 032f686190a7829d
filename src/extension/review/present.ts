import { hazardText } from '../../engine/hazards';
import type { Difference, Value } from '../../engine/model';
import type { Comparison, Details, ListedDifference, Omission, Planned, Proved } from '../../protocol/comparison';
import { proofText } from '../../reports/proof-text';
import { labelInSchema, schemaOf } from '../trees/drift-index';
import { byRank } from '../trees/kind-presentation';
import type { PlanSummary } from '../schema-thread/contract';
import type { DriftView, SchemaView } from '../schema-view';
import type { ProofState, ReviewEnvironment, ReviewState } from './model';

/** What a kind is called, as the engine's registry has it. */
export interface KindLabel {
  readonly one: string;
  readonly many: string;
}

/** A comparison as Drift Review shows it: names and statuses, no SQL yet, nothing that leads to a database. */
export function presentComparison(state: ReviewState, labelOf: (kind: string) => KindLabel): Comparison {
  if (state.phase === 'none') return { phase: 'none' };
  const pair = { source: presentEnvironment(state.source), target: presentEnvironment(state.target) };
  switch (state.phase) {
    case 'comparing':
      return { phase: 'comparing', ...pair };
    case 'failed':
      return { phase: 'failed', ...pair, message: state.message, hint: state.hint };
    case 'compared': {
      const kinds = [...new Set(state.drift.differences.map((difference) => difference.kind))];
      return {
        phase: 'compared',
        ...pair,
        differences: state.drift.differences.map(presentDifference),
        kinds: kinds.sort(byRank).map((name) => ({ name, one: labelOf(name).one, many: labelOf(name).many })),
        omissions: presentOmissions(state.drift, pair.source.name, pair.target.name),
        renames: [...state.drift.renames],
        possibleRenames: [...state.drift.possibleRenames],
        stale: state.stale,
      };
    }
  }
}

function presentEnvironment(environment: ReviewEnvironment) {
  return {
    name: environment.name,
    kind: environment.kind,
    role: environment.role ?? null,
    protected: environment.protected,
    serverVersion: environment.serverVersion,
  };
}

function presentDifference(difference: Difference): ListedDifference {
  return {
    id: difference.id,
    kind: difference.kind,
    schema: schemaOf(difference),
    label: labelInSchema(difference),
    status: difference.status,
    attributes: difference.changes.map((change) => change.attribute),
    includes: difference.includes.length,
  };
}

/** What was not looked at, each thing once, with the sides it was found on. */
function presentOmissions(drift: DriftView, source: string, target: string): Omission[] {
  const found = new Map<string, { reason: Omission['reason']; what: string; where: string[]; examples: Set<string> }>();
  const add = (reason: Omission['reason'], what: string, where: string, examples: readonly string[]) => {
    const key = `${reason} ${what}`;
    const entry = found.get(key) ?? { reason, what, where: [], examples: new Set() };
    entry.where.push(where);
    for (const example of examples) entry.examples.add(example);
    found.set(key, entry);
  };
  const sides: [SchemaView, string][] = [
    [drift.source, source],
    [drift.target, target],
  ];
  for (const [catalog, name] of sides) {
    for (const { kind, count, examples } of catalog.notCompared)
      add('not-compared', words(kind), `${count} in ${name}`, examples);
    for (const { kind, reason } of catalog.notRead) add('not-read', `${words(kind)}: ${reason}`, name, []);
    for (const { reason, count, examples } of catalog.leftOut) add('left-out', reason, `${count} in ${name}`, examples);
  }
  return [...found.values()].map(({ reason, what, where, examples }) => ({
    reason,
    text: `${what} (${where.join(', ')})`,
    examples: [...examples].slice(0, 5),
  }));
}

function words(kind: string): string {
  return kind.replaceAll('_', ' ');
}

/** One difference in full. */
export function presentDetails(difference: Difference, source: string, target: string): Details {
  return {
    id: difference.id,
    source,
    target,
    changes: difference.changes.map((change) => ({
      attribute: words(change.attribute),
      source: valueText(change.source),
      target: valueText(change.target),
    })),
  };
}

/** A plan as the review shows it: how much, and what it risks. */
export function presentPlan({ statements, hazards, brought }: PlanSummary): Planned {
  return {
    outcome: 'planned',
    statements,
    hazards: hazards.map((hazard) => ({
      difference: hazard.difference,
      object: hazard.object,
      code: hazard.code,
      message: hazardText(hazard),
    })),
    brought: brought.map(({ object, reason }) => ({ object, reason })),
  };
}

/** What is known of the proof of the present choice. */
export function presentProof(state: ProofState): Proved {
  if (state.phase !== 'done') return { phase: state.phase };
  return { phase: state.proof.outcome, text: proofText(state.proof, { color: false }) };
}

/** Why there is no plan. PlanRefused names the object that stands in the way. */
export function presentRefusal(error: unknown): Planned {
  const message = error instanceof Error ? error.message : String(error);
  const object = typeof error === 'object' && error !== null && 'object' in error ? error.object : null;
  return { outcome: 'refused', message, object: typeof object === 'string' ? object : null };
}

const LONGEST_VALUE = 300;

/** An attribute's value for people. What is long is seen in the diff. */
function valueText(value: Value): string {
  if (value === null || value === '') return 'none';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  const text = typeof value === 'object' ? compositeText(value) : String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

type Composite = Extract<Value, object>;
type List = Extract<Value, readonly Value[]>;

function compositeText(value: Composite): string {
  if (isList(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  const entries = Object.entries(value);
  return entries.length === 0 ? 'none' : entries.map(([key, item]) => `${words(key)}: ${valueText(item)}`).join('; ');
}

function isList(value: Composite): value is List {
  return Array.isArray(value);
}
