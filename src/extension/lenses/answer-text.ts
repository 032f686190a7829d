import { l10n } from 'vscode';
import type { AnsweredQuery, QueryAnswer } from './query-answer';

const MOST_ROWS = 20;
const LONGEST_CELL = 60;
const LONGEST_VALUE = 40;

const SIGNS: Readonly<Record<QueryAnswer['outcome'], string>> = { passed: '✓', failed: '✗', shown: '•', error: '✗' };

/** One environment's answer in a few words: `✓ development t`. */
export function shortAnswer({ environment, outcome, actual }: QueryAnswer, expected: string | null): string {
  const value = clip(actual, LONGEST_VALUE);
  const instead =
    outcome === 'failed' && expected !== null ? ` ${l10n.t('(expected {0})', clip(expected, LONGEST_VALUE))}` : '';
  return `${SIGNS[outcome]} ${environment} ${value}${instead}`;
}

/** All answers to a query as Markdown, with their rows. */
export function answersAsMarkdown({ title, expected, answers }: AnsweredQuery): string {
  const head = [`**${escape(title)}**`, expected === null ? '' : l10n.t('Expected: {0}', `\`${code(expected)}\``)];
  return [...head.filter(Boolean), ...answers.map((answer) => answerAsMarkdown(answer))].join('\n\n');
}

function answerAsMarkdown({ environment, outcome, actual, columns, rows, milliseconds }: QueryAnswer): string {
  const head = `${SIGNS[outcome]} **${escape(environment)}** — ${escape(actual)} (${milliseconds} ms)`;
  if (columns.length === 0 || rows.length === 0) return head;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line(columns.map(escape)),
    line(columns.map(() => '---')),
    ...rows
      .slice(0, MOST_ROWS)
      .map((row) => line(row.map((cell) => (cell === null ? '*null*' : escape(clip(cell, LONGEST_CELL)))))),
  ].join('\n');
  const more = rows.length > MOST_ROWS ? `\n\n${l10n.t('and {0} more rows', rows.length - MOST_ROWS)}` : '';
  return `${head}\n\n${table}${more}`;
}

function clip(text: string, longest: number): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat;
}

/** Data comes from a database: none of it may become a link, a picture or a table's border. */
function escape(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]()#+\-.!|<>~]/g, String.raw`\$&`);
}

function code(text: string): string {
  return text.replaceAll('`', "'");
}
