import { kindNameOf, type Difference, type Drift, type ObjectId, type Plan, type Step } from '../model';
import { kindOf } from '../registry';

export interface ScriptOptions {
  /** What source and target are called. */
  readonly source: string;
  readonly target: string;
  readonly date: Date;
  /** Of this tool. */
  readonly version: string;
  /** A comment line that says which state of the target the plan is for; the first file has it. */
  readonly plannedFor?: string | undefined;
}

/**
 * A plan as the texts of migration files: one, or more where PostgreSQL wants a commit in between. The files have no
 * transaction statements of their own: who runs migrations wraps each file.
 */
export function renderMigration(drift: Drift, plan: Plan, options: ScriptOptions): readonly string[] {
  const parts = segments(plan.steps);
  return parts.map((steps, at) => {
    const part =
      parts.length > 1 ? `-- Part ${at + 1} of ${parts.length}: run each in a transaction of its own.\n` : '';
    const body = sections(drift, plan, steps);
    const guarded = checksBodies(steps)
      ? `\nSET check_function_bodies = off;\n${body}\nRESET check_function_bodies;\n`
      : body;
    return `${header(options)}${at === 0 ? plannedFor(options) : ''}${part}${guarded}`;
  });
}

/** A plan as one script that psql runs, in as few transactions as possible. */
export function renderScript(drift: Drift, plan: Plan, options: ScriptOptions): string {
  if (plan.steps.length === 0) return `${header(options)}-- There is no drift: nothing to do.\n`;
  const transactions = segments(plan.steps).map((steps) => {
    const setting = checksBodies(steps) ? 'SET LOCAL check_function_bodies = off;\n' : '';
    return `\nBEGIN;\n${setting}${sections(drift, plan, steps)}\nCOMMIT;\n`;
  });
  return header(options) + plannedFor(options) + transactions.join('');
}

/** A body may use what the same plan creates later; PostgreSQL would check it too early. */
function checksBodies(steps: readonly Step[]): boolean {
  return steps.some(({ object, action }) => action !== 'drop' && kindOf(kindNameOf(object)).isOpaque !== undefined);
}

function header({ source, target, date, version }: ScriptOptions): string {
  return [
    `-- Brings ${oneLine(target)} to where ${oneLine(source)} is.`,
    `-- Source: ${oneLine(source)}`,
    `-- Target: ${oneLine(target)}`,
    `-- Written ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC by Schema Drift ${version}`,
    '',
  ].join('\n');
}

/** What the first file changes, the others no longer find. */
function plannedFor(options: ScriptOptions): string {
  return options.plannedFor === undefined ? '' : `${options.plannedFor}\n`;
}

/** What goes into a comment must not end it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function segments(steps: readonly Step[]): Step[][] {
  const all: Step[][] = [[]];
  for (const step of steps) {
    all.at(-1)?.push(step);
    if (step.commitAfter) all.push([]);
  }
  return all.filter((segment) => segment.length > 0);
}

function sections(drift: Drift, plan: Plan, steps: readonly Step[]): string {
  const byId = new Map(drift.differences.map((difference) => [difference.id, difference]));
  const reasons = new Map(plan.brought.map(({ object, reason }) => [object, reason]));
  let text = '';
  let open: ObjectId | undefined;
  for (const step of steps) {
    if (step.difference !== open) text += `\n${heading(step.difference, byId.get(step.difference), reasons)}`;
    open = step.difference;
    for (const { code, message, object } of step.hazards) {
      text += `-- ${code}: ${oneLine(object === step.difference ? message : `${object} ${message}`)}\n`;
    }
    for (const statement of step.statements) text += `${statement};\n`;
  }
  return text;
}

function heading(id: ObjectId, difference: Difference | undefined, reasons: ReadonlyMap<ObjectId, string>): string {
  const reason = reasons.get(id);
  const name = id.slice(id.indexOf(':') + 1);
  const what = `${difference?.status ?? 'changed'} ${kindOf(kindNameOf(id)).label.one} ${name}`;
  return `-- ${oneLine(what)}${reason === undefined ? '' : ` (${oneLine(reason)})`}\n`;
}
