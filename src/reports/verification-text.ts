import { styleText } from 'node:util';
import type { VerificationReport, VerifiedCheck } from './verification-report';
import { printable, valueOnOneLine } from './words';

type Answer = VerifiedCheck['results'][number];

const MARKS: Readonly<Record<Answer['outcome'], { mark: string; color: 'green' | 'red' | 'dim' }>> = {
  passed: { mark: '✓', color: 'green' },
  failed: { mark: '✗', color: 'red' },
  error: { mark: '✗', color: 'red' },
  shown: { mark: '·', color: 'dim' },
};

const SHOWN_ROWS = 20;

/**
 * The answers for a person at a terminal, without a final line break.
 * @param options.color writes terminal color codes
 */
export function verificationText(report: VerificationReport, options: { color: boolean }): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const width = Math.max(0, ...report.environments.map(({ name }) => name.length));
  const lines: string[] = [];
  for (const check of report.checks) {
    lines.push(`${paint('bold', printable(check.title))}  ${paint('dim', `line ${check.line}`)}`);
    for (const answer of check.results) {
      const { mark, color } = MARKS[answer.outcome];
      lines.push(`  ${paint(color, mark)} ${answer.environment.padEnd(width)}  ${inShort(answer, check)}`);
      if (answer.outcome === 'shown') lines.push(...table(answer).map((line) => `      ${line}`));
    }
  }
  if (lines.length > 0) lines.push('');
  for (const { name, error } of report.environments)
    if (error !== undefined) lines.push(paint('red', `✗ ${name}: no query could be run: ${error}`));
  lines.push(paint('bold', total(report)));
  return lines.join('\n');
}

function inShort({ outcome, actual }: Answer, { expected }: VerifiedCheck): string {
  const answer = valueOnOneLine(actual);
  if (outcome === 'failed') return `expected ${valueOnOneLine(expected)}, got ${answer}`;
  return outcome === 'error' ? `could not be run: ${answer}` : answer;
}

/** The rows of an answer that is more than one value, in columns. */
function table({ columns = [], rows = [] }: Answer): string[] {
  if (columns.length === 0 || (columns.length === 1 && rows.length === 1)) return [];
  const shown = [columns, ...rows.slice(0, SHOWN_ROWS)].map((row) => row.map((value) => valueOnOneLine(value)));
  const widths = columns.map((_, index) => Math.max(...shown.map((row) => row[index]?.length ?? 0)));
  const lines = shown.map((row) =>
    row
      .map((value, index) => value.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return rows.length > SHOWN_ROWS ? [...lines, '…'] : lines;
}

function total({ summary, checks, environments }: VerificationReport): string {
  const { passed, failed, shown, error } = summary;
  const counts = [
    `${passed} as expected`,
    ...(failed > 0 ? [`${failed} not as expected`] : []),
    ...(error > 0 ? [`${error} could not be run`] : []),
    ...(shown > 0 ? [`${shown} without expectation`] : []),
  ];
  const queries = `${checks.length} ${checks.length === 1 ? 'query' : 'queries'}`;
  const where = `${environments.length} ${environments.length === 1 ? 'environment' : 'environments'}`;
  return `${queries} on ${where}: ${counts.join(', ')}.`;
}
