import { styleText } from 'node:util';
import type { Status } from '../engine/model';
import { alignmentLines } from './alignment-words';
import type { Report, ReportedDifference } from './report';
import {
  countOf,
  countsByStatus,
  describeEnvironment,
  exampleList,
  groupBy,
  labelsOf,
  nameInSchema,
  reorderedTables,
  SAME_SERVER,
  printable,
  valuesOnOneLine,
  renameInWords,
  renameOption,
} from './words';

const MARKS: Readonly<Record<Status, { mark: string; color: 'green' | 'red' | 'yellow' }>> = {
  missing: { mark: '+', color: 'green' },
  extra: { mark: '-', color: 'red' },
  changed: { mark: '~', color: 'yellow' },
};

type Style = Parameters<typeof styleText>[0];

/**
 * The report for a person at a terminal, without a final line break.
 * @param options.color writes terminal color codes
 */
export function textReport(report: Report, options: { color: boolean }): string {
  const paint = (style: Style, text: string): string =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const { source, target, summary } = report;
  const lines = [
    `source  ${paint('bold', source.name)}  ${paint('dim', `${describeEnvironment(source)}, is right`)}`,
    `target  ${paint('bold', target.name)}  ${paint('dim', `${describeEnvironment(target)}, is to be changed`)}`,
    '',
  ];
  for (const [schema, inSchema] of groupBy(report.differences, (difference) => difference.schema)) {
    lines.push(paint('bold', schema === null ? '(in no schema)' : printable(schema)));
    for (const [kind, ofKind] of groupBy(inSchema, (difference) => difference.kind)) {
      lines.push(`  ${labelsOf(kind)}`);
      for (const difference of ofKind) lines.push(...differenceLines(difference, paint));
    }
    lines.push('');
  }
  if (summary.total > 0) {
    const marks = `${paint('green', '+')} missing in ${target.name}, ${paint('red', '-')} extra in ${target.name}, ${paint('yellow', '~')} changed (${target.name} → ${source.name})`;
    lines.push(marks);
  }
  lines.push(paint('bold', summaryLine(report)));
  if (report.alignment !== undefined) lines.push(...alignmentLines(report.alignment));
  for (const rename of report.possibleRenames)
    lines.push(`${paint('yellow', '?')} ${printable(renameInWords(rename))}: ${printable(renameOption(rename))}`);
  lines.push(...remarks(report).map((remark) => paint('dim', remark)));
  for (const { environment, kind, reason } of report.notRead)
    lines.push(
      paint(
        'yellow',
        `Not read in the ${environment} ${report[environment].name}: ${labelsOf(kind)}: ${printable(reason)}`,
      ),
    );
  return lines.join('\n');
}

function differenceLines(difference: ReportedDifference, paint: (style: Style, text: string) => string): string[] {
  const { mark, color } = MARKS[difference.status];
  const lines = [`    ${paint(color, `${mark} ${nameInSchema(difference)}`)}`];
  for (const { attribute, source, target } of difference.changes ?? [])
    lines.push(`        ${attribute}: ${valuesOnOneLine(target, source).join(' → ')}`);
  return lines;
}

function summaryLine({ summary, incomplete, target, source }: Report): string {
  const differences = `${summary.total} ${summary.total === 1 ? 'difference' : 'differences'}`;
  if (summary.total > 0)
    return `${differences}: ${countsByStatus(summary)}.${incomplete ? ' The comparison is incomplete: there may be more.' : ''}`;
  return incomplete
    ? `The comparison is incomplete. In what could be read, ${target.name} has no difference from ${source.name}.`
    : `No drift: ${target.name} is like ${source.name}.`;
}

function remarks(report: Report): string[] {
  const { leftOut, notCompared } = report;
  const reordered = reorderedTables(report);
  return [
    ...(report.sameServer ? [SAME_SERVER] : []),
    ...(reordered.count === 0 ? [] : [`Columns in another order, which is no difference: ${exampleList(reordered)}`]),
    ...leftOut.map((entry) => `Left out: ${entry.count} (${entry.reason}): ${exampleList(entry)}`),
    ...notCompared.map((entry) => `Not compared: ${countOf(entry.kind, entry.count)}: ${exampleList(entry)}`),
  ];
}
