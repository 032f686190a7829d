import { styleText } from 'node:util';
import { isFailure, type Check, type CheckReport, type Finding } from './check';

/** Checks for a person at a terminal, without a final line break. */
export function checkText({ checks }: CheckReport, options: { color: boolean }): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const lines = checks.flatMap((check) => {
    const { mark, color, summary } = outcome(check);
    return [
      `${paint(color, mark)} ${paint('bold', check.name)}  ${summary}`,
      ...check.findings.map((finding) => `    ${place(finding)}${finding.level}  ${finding.message}`),
      ...(check.problem === null ? [] : check.problem.split('\n').map((line) => `    ${paint('yellow', line)}`)),
    ];
  });
  const failed = checks.filter((check) => outcome(check).mark !== '✓').length;
  lines.push(
    '',
    paint(
      'bold',
      `${checks.length} ${checks.length === 1 ? 'check' : 'checks'}: ${failed === 0 ? 'all passed' : `${failed} failed`}.`,
    ),
  );
  return lines.join('\n');
}

function outcome({ findings, problem }: Check): { mark: string; color: 'red' | 'yellow' | 'green'; summary: string } {
  const failures = findings.filter(isFailure).length;
  if (failures > 0)
    return { mark: '✗', color: 'red', summary: `${failures} ${failures === 1 ? 'finding' : 'findings'}` };
  if (problem !== null) return { mark: '?', color: 'yellow', summary: 'could not be checked' };
  return { mark: '✓', color: 'green', summary: 'nothing found' };
}

function place({ place: at }: Finding): string {
  return at === undefined ? '' : `${at.file}:${at.line}:${at.column}  `;
}
