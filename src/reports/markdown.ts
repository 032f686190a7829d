import { alignmentLines } from './alignment-words';
import { code, fence, html, plain, row } from './markdown-text';
import type { Report, ReportedDifference } from './report';
import {
  countOf,
  describeEnvironment,
  exampleList,
  groupBy,
  labelOf,
  labelsOf,
  nameInSchema,
  reorderedTables,
  SAME_SERVER,
  renameInWords,
  renameOption,
  valuesOnOneLine,
} from './words';

/** The report for a pull request: tables, and each definition folded away. Without a final line break. */
export function markdownReport(report: Report): string {
  const { source, target, summary, incomplete } = report;
  const blocks = [
    `## Schema drift: ${code(target.name)} against ${code(source.name)}`,
    [
      `- **Source, which is right:** ${code(source.name)} (${describeEnvironment(source)})`,
      `- **Target, which is to be changed:** ${code(target.name)} (${describeEnvironment(target)})`,
    ].join('\n'),
  ];
  if (incomplete)
    blocks.push(
      [
        '> [!WARNING]',
        '> The comparison is incomplete, there may be more differences. Not read:',
        ...report.notRead.map(
          ({ environment, kind, reason }) =>
            `> - in the ${environment} ${code(report[environment].name)}: ${labelsOf(kind)}: ${plain(reason)}`,
        ),
      ].join('\n'),
    );
  if (summary.total === 0)
    blocks.push(incomplete ? 'No difference in what could be read.' : `**No drift.** The target is like the source.`);
  else blocks.push(summaryTable(report), ...differenceTables(report), ...definitions(report));
  if (report.alignment !== undefined)
    blocks.push(
      ['### Alignment', '', ...alignmentLines(report.alignment).map((line) => `- ${plain(line)}`)].join('\n'),
    );
  if (report.sameServer) blocks.push(SAME_SERVER);
  blocks.push(...renames(report), ...remarks(report));
  return blocks.join('\n\n');
}

function summaryTable({ differences, summary }: Report): string {
  const rows = [...groupBy(differences, ({ kind }) => kind)].map(([kind, ofKind]) => {
    const count = (status: string): number => ofKind.filter((difference) => difference.status === status).length;
    return row([labelsOf(kind), count('missing'), count('extra'), count('changed')]);
  });
  const { missing, extra, changed } = summary.byStatus;
  return [
    row(['', 'missing in the target', 'extra in the target', 'changed']),
    '|---|--:|--:|--:|',
    ...rows,
    row([`**${summary.total} in all**`, missing, extra, changed]),
  ].join('\n');
}

function differenceTables({ differences, source, target }: Report): string[] {
  return [...groupBy(differences, ({ schema }) => schema)].map(([schema, inSchema]) =>
    [
      `### ${schema === null ? 'In no schema' : code(schema)}`,
      '',
      row(['status', 'object', `what changed: ${code(target.name)} → ${code(source.name)}`]),
      '|---|---|---|',
      ...inSchema.map((difference) =>
        row([difference.status, `${labelOf(difference.kind)} ${code(nameInSchema(difference))}`, changes(difference)]),
      ),
    ].join('\n'),
  );
}

function changes({ changes: changed = [] }: ReportedDifference): string {
  return changed
    .map(({ attribute, source, target }) => `${attribute}: ${valuesOnOneLine(target, source).map(code).join(' → ')}`)
    .join('<br>');
}

function definitions({ differences, source, target }: Report): string[] {
  return differences.map(({ kind, id, status, sourceSql, targetSql, ...rest }) => {
    const name = nameInSchema({ kind, id, status, ...rest });
    return [
      `<details><summary>${html(`${status}: ${labelOf(kind)} ${name}`)}</summary>`,
      ...(sourceSql === undefined ? [] : [`In the source ${code(source.name)}:`, fence(sourceSql)]),
      ...(targetSql === undefined ? [] : [`In the target ${code(target.name)}:`, fence(targetSql)]),
      '</details>',
    ].join('\n\n');
  });
}

function renames({ possibleRenames }: Report): string[] {
  if (possibleRenames.length === 0) return [];
  const lines = possibleRenames.map((rename) => `- ${plain(renameInWords(rename))}: ${code(renameOption(rename))}`);
  return ['Possible renames:', lines.join('\n')];
}

function remarks(report: Report): string[] {
  const { leftOut, notCompared } = report;
  const reordered = reorderedTables(report);
  const lines = [
    ...(reordered.count === 0 ? [] : [`- columns in another order: ${plain(exampleList(reordered))}`]),
    ...leftOut.map((entry) => `- left out: ${entry.count} (${plain(entry.reason)}): ${plain(exampleList(entry))}`),
    ...notCompared.map((entry) => `- not compared: ${countOf(entry.kind, entry.count)}: ${plain(exampleList(entry))}`),
  ];
  return lines.length === 0 ? [] : ['Not part of this comparison:', lines.join('\n')];
}
