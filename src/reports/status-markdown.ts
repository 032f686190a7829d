import type { MigrationRow, MigrationStatus } from '../migrations/status';
import { missingInWords } from './missing-objects';
import { cellWords, PROBLEMS } from './status-words';
import { printable } from './words';

/** The matrix of files and environments in Markdown. */
export function statusMarkdown({ folder, environments, migrations, notes }: MigrationStatus): string {
  const head = ['migration', ...environments.map(({ name }) => name)].map(escape);
  const rows = migrations.map((row) => [nameOf(row), ...row.cells.map((cell) => escape(cellWords(cell)))]);
  const remarks = [
    ...environments.flatMap(({ name, keepers, error }) => {
      if (error !== null) return [`${name} could not be asked: ${error}`];
      return keepers.length === 0 ? [`${name} is untracked: it has no migration history.`] : [];
    }),
    ...migrations.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${PROBLEMS[problem]}.`)),
    ...migrations.flatMap(({ name, cells }) =>
      cells.flatMap(({ environment, missing = [] }) =>
        missing.length === 0 ? [] : [`${name}: not in ${environment}: ${missingInWords(missing).join(', ')}.`],
      ),
    ),
    ...notes,
  ];
  return [
    '# What is applied where',
    '',
    `${migrations.length} migrations in ${escape(folder)}`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    ...remarks.map((remark) => `- ${escape(remark)}`),
    '',
  ].join('\n');
}

function nameOf({ name, place }: MigrationRow): string {
  return place === 'archive' ? `${escape(name)} (archived)` : escape(name);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Names are no Markdown. */
function escape(text: string): string {
  return printable(text.replaceAll(/\s+/g, ' ')).replaceAll(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}
