import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { format, resolveConfig } from 'prettier';
import { type Figure, FIGURES, type Figures } from './figures';
import type { ReplayFigures } from './replays';

const FILE = 'docs/performance.md';

/** The table stands between these lines; the rest of the file is written by people. */
const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->'];

export interface Column {
  readonly name: string;
  readonly figures: Figures;
}

/** Writes the table of what was measured into docs/performance.md, with the machine it was measured on. */
export async function writeReport(
  columns: readonly Column[],
  replays: readonly ReplayFigures[],
  postgres: string,
): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before === -1 || after === -1) throw new Error(`${FILE} lacks ${BEGIN} or ${END}.`);
  const written = [
    text.slice(0, before),
    BEGIN,
    '\n\n',
    machine(postgres),
    '\n\n',
    table(columns),
    '\n\n',
    replayTable(replays),
    '\n\n',
    text.slice(after),
  ];
  await writeFile(FILE, await format(written.join(''), { ...(await resolveConfig(FILE)), filepath: FILE }));
  console.log(`${table(columns)}\n${replayTable(replays)}`);
}

function machine(postgres: string): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [cpu] = os.cpus();
  return (
    `Measured on ${new Date().toISOString().slice(0, 10)} at commit ${commit}: ${os.cpus().length} × ${cpu?.model.trim() ?? os.arch()}, ` +
    `${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, PostgreSQL ${postgres}; ` +
    `load before it ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}.`
  );
}

function table(columns: readonly Column[]): string {
  const rows = Object.entries(FIGURES).map(([key, title]) => [
    title,
    ...columns.map(({ figures }) => cell(figures[key as keyof Figures])),
  ]);
  const head = ['figure', ...columns.map(({ name }) => name)];
  return [head, head.map(() => '---'), ...rows, linear(columns)]
    .filter((row) => row.length > 0)
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** Ours alone: no peer replays a folder without a server. */
function replayTable(replays: readonly ReplayFigures[]): string {
  const rows = replays.map(({ files, fromNothing, lastChanged, lastChangedAgain }) => [
    `${number(files)} files`,
    number(fromNothing.ms),
    part(lastChanged.ms, fromNothing.ms),
    part(lastChangedAgain, fromNothing.ms),
    number(Math.max(fromNothing.peakKb, lastChanged.peakKb)),
  ]);
  const head = [
    'replay of',
    'from nothing, ms',
    'only the last file changed, ms',
    'the same in VS Code, ms',
    'peak memory of its process, kB',
  ];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function part(ms: number, ofMs: number): string {
  return `${number(ms)} (**${(ms / ofMs).toFixed(2)}**)`;
}

function cell({ ours, peer, ratio }: Figure): string {
  const both = peer === null ? number(ours) : `${number(ours)} : ${number(peer)}`;
  return ratio === null ? both : `**${ratio.toFixed(2)}** (${both})`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
}

/** What ten times as many tables cost, where both were measured. */
function linear(columns: readonly Column[]): string[] {
  const cost = (name: string): number => columns.find((column) => column.name === name)?.figures.plan.ours ?? NaN;
  const factor = cost('L10000') / cost('L1000');
  return Number.isNaN(factor)
    ? []
    : ['read + compare + plan, 10 000 tables ÷ 1 000', `**${factor.toFixed(1)}**`, ...columns.slice(1).map(() => '')];
}
