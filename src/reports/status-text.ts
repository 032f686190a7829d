import { styleText } from 'node:util';
import { allAsked, isUpToDate, type MigrationRow, type MigrationStatus } from '../migrations/status';
import { missingInWords } from './missing-objects';
import { cellWords, PROBLEMS, STATES } from './status-words';
import { printable } from './words';

/**
 * The matrix of files and environments for a person at a terminal, without a final line break.
 * @param options.color writes terminal color codes
 */
export function statusText(status: MigrationStatus, options: { color: boolean }): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const { environments, migrations, notes } = status;
  const nameWidth = Math.max(0, ...migrations.map((row) => nameOf(row).length));
  const widths = environments.map(({ name }, index) =>
    Math.max(
      printable(name).length,
      ...migrations.map(({ cells }) => (cells[index] ? cellWords(cells[index]) : '').length),
    ),
  );
  const lines = [
    paint(
      'bold',
      [' '.repeat(nameWidth), ...environments.map(({ name }, index) => printable(name).padEnd(widths[index] ?? 0))]
        .join('  ')
        .trimEnd(),
    ),
  ];
  for (const row of migrations) {
    const cells = row.cells.map((cell, index) => {
      const text = cellWords(cell).padEnd(index === row.cells.length - 1 ? 0 : (widths[index] ?? 0));
      return cell.state === null ? paint('dim', text) : paint(STATES[cell.state].color, text);
    });
    lines.push([nameOf(row).padEnd(nameWidth), ...cells].join('  '));
    for (const problem of row.problems) lines.push(`  ${paint('red', `! ${PROBLEMS[problem]}`)}`);
    for (const cell of row.cells)
      if (cell.missing !== undefined)
        lines.push(
          `  ${paint('red', `! not in ${printable(cell.environment)}: ${someOf(missingInWords(cell.missing))}`)}`,
        );
  }
  if (migrations.length === 0) lines.push('No migration, neither in the folder nor in a history.');
  lines.push('', ...environmentLines(status).map((line) => paint('red', line)), ...notes.map(printable));
  lines.push(paint('bold', total(status)));
  return lines.join('\n');
}

function nameOf({ name, place }: MigrationRow): string {
  return place === 'archive' ? `${printable(name)} (archived)` : printable(name);
}

const SHOWN_OBJECTS = 5;

function someOf(objects: readonly string[]): string {
  const shown = objects.slice(0, SHOWN_OBJECTS).join(', ');
  return objects.length > SHOWN_OBJECTS ? `${shown} and ${objects.length - SHOWN_OBJECTS} more` : shown;
}

/** What is wrong with environments as a whole. */
function environmentLines({ environments }: MigrationStatus): readonly string[] {
  return environments.flatMap(({ name, keepers, error }) => {
    if (error !== null) return [`✗ ${printable(name)} could not be asked: ${error}`];
    return keepers.length === 0
      ? [
          `! ${printable(name)} is untracked: it has no migration history. "schema-drift track" writes the script that begins one.`,
        ]
      : [];
  });
}

function total(status: MigrationStatus): string {
  const counts = new Map<string, number>();
  for (const { state } of status.migrations.flatMap(({ cells }) => cells))
    if (state !== null) counts.set(STATES[state].words, (counts.get(STATES[state].words) ?? 0) + 1);
  const found = [...counts].map(([words, count]) => `${count} ${words}`);
  if (isUpToDate(status) && allAsked(status)) return 'All applied.';
  return found.length === 0 ? 'Nothing is applied.' : `${found.join('; ')}.`;
}
