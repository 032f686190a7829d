import { hazardText } from '../hazards';
import {
  kindNameOf,
  type Difference,
  type Drift,
  type HazardCode,
  type ObjectId,
  type Plan,
  type Step,
  type Withheld,
} from '../model';
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
 * transaction statements of their own: who runs migrations wraps each file, but for those that say otherwise.
 */
export function renderMigration(drift: Drift, plan: Plan, options: ScriptOptions): readonly string[] {
  const parts = segments(plan.steps);
  if (parts.length === 0) return plan.withheld === undefined ? [] : [header(options) + withheldText(plan.withheld)];
  return parts.map((steps, at) => {
    const isTransaction = runsInTransaction(steps);
    const how = isTransaction
      ? 'run it in a transaction of its own.'
      : 'run it outside of a transaction. If it fails, it can be run again.';
    const part = parts.length > 1 || !isTransaction ? `-- Part ${at + 1} of ${parts.length}: ${how}\n` : '';
    const head = header(options) + (at === 0 ? plannedFor(options) : '') + part;
    const rest = at === parts.length - 1 ? withheldText(plan.withheld) : '';
    return head + withSettings(settings(plan, steps), false, sections(drift, plan, steps)) + rest;
  });
}

/** A plan as one script that psql runs, in as few transactions as possible. */
export function renderScript(drift: Drift, plan: Plan, options: ScriptOptions): string {
  const rest = withheldText(plan.withheld);
  if (plan.steps.length === 0 && rest === '') return `${header(options)}${withoutSteps(drift)}`;
  const parts = segments(plan.steps).map((steps) => {
    const body = sections(drift, plan, steps);
    const set = settings(plan, steps);
    return runsInTransaction(steps)
      ? `\nBEGIN;\n${withSettings(set, true, body).trimStart()}\nCOMMIT;\n`
      : withSettings(set, false, body);
  });
  return header(options) + plannedFor(options) + parts.join('') + rest;
}

/** A script that does nothing says so, and claims to be all only where there is no drift. */
function withoutSteps({ differences }: Drift): string {
  if (differences.length === 0) return '-- There is no drift: nothing to do.\n';
  const left = differences.map((difference) => heading(difference.id, difference, new Map()).replace('--', '--  '));
  return `-- No statement, though this differs:\n${left.join('')}`;
}

type Settings = readonly (readonly [name: string, value: string])[];

/** They end with the transaction where they are local to it, and are reset otherwise. */
function withSettings(settings: Settings, isLocal: boolean, body: string): string {
  const set = settings.map(([name, value]) => `SET ${isLocal ? 'LOCAL ' : ''}${name} = ${value};\n`).join('');
  const reset = isLocal ? '' : settings.map(([name]) => `RESET ${name};\n`).join('');
  return [set, body, reset]
    .filter((text) => text !== '')
    .map((text) => (text.startsWith('\n') ? text : `\n${text}`))
    .join('');
}

function settings({ strategy }: Plan, steps: readonly Step[]): Settings {
  return [
    ...(strategy === 'online' ? timeouts(steps) : []),
    ...(strategy === 'idempotent' ? [['search_path', "''"] as const] : []),
    ...(checksBodies(steps) ? [['check_function_bodies', 'off'] as const] : []),
  ];
}

/** While a statement waits for its lock, all who come after it wait as well: better it fails and is run again. */
function timeouts(steps: readonly Step[]): Settings {
  if (!runsInTransaction(steps)) {
    // These wait without making others wait.
    return [
      ['lock_timeout', '0'],
      ['statement_timeout', '0'],
    ];
  }
  const isLong = steps.some(({ hazards }) => hazards.some(({ code }) => LONG.has(code)));
  return [
    ['lock_timeout', "'5s'"],
    ['statement_timeout', isLong ? '0' : "'30s'"],
  ];
}

const LONG: ReadonlySet<HazardCode> = new Set(['REWRITES_TABLE', 'SCANS_TABLE', 'BUILDS_INDEX']);

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

/** The steps in runs that are in one transaction each, or in none. */
function segments(steps: readonly Step[]): Step[][] {
  const all: Step[][] = [];
  let last: Step | undefined;
  for (const step of steps) {
    if (last === undefined || last.commitAfter || last.inTransaction !== step.inTransaction) all.push([]);
    all.at(-1)?.push(step);
    last = step;
  }
  return all;
}

function runsInTransaction(steps: readonly Step[]): boolean {
  return steps.every(({ inTransaction }) => inTransaction);
}

function sections(drift: Drift, plan: Plan, steps: readonly Step[]): string {
  const byId = new Map(drift.differences.map((difference) => [difference.id, difference]));
  const reasons = new Map(plan.brought.map(({ object, reason }) => [object, reason]));
  let text = '';
  let open: ObjectId | undefined;
  for (const step of steps) {
    if (step.difference !== open) text += `\n${heading(step.difference, byId.get(step.difference), reasons)}`;
    open = step.difference;
    for (const hazard of step.hazards) {
      const { code, object } = hazard;
      const what = object === step.difference ? hazardText(hazard) : `${object} ${hazardText(hazard)}`;
      text += `-- ${code}: ${oneLine(what)}\n`;
    }
    for (const statement of step.statements) text += `${statement};\n`;
  }
  return text;
}

/** What is left out, in comments, and how to have it. */
function withheldText(withheld: Withheld | undefined): string {
  if (withheld === undefined) return '';
  const { losses, drift, rest } = withheld;
  const statements = sections(drift, rest, rest.steps).trim();
  return [
    '',
    '-- LEFT OUT because it deletes data. To have it in the migration, tick it when VS Code asks, or name it to the command line:',
    ...losses.map((loss) => `--   --allow ${oneLine(`${loss.code}:${loss.object}`)}  (${oneLine(hazardText(loss))})`),
    '--',
    ...statements.split('\n').map((line) => `-- ${line}`.trimEnd()),
    '',
  ].join('\n');
}

function heading(id: ObjectId, difference: Difference | undefined, reasons: ReadonlyMap<ObjectId, string>): string {
  const reason = reasons.get(id);
  const name = id.slice(id.indexOf(':') + 1);
  const what = `${difference?.status ?? 'changed'} ${kindOf(kindNameOf(id)).label.one} ${name}`;
  return `-- ${oneLine(what)}${reason === undefined ? '' : ` (${oneLine(reason)})`}\n`;
}
