import { styleText } from 'node:util';
import type { Proof } from '../proof/prove';
import { printable } from './words';

/**
 * What a proof says, for a person at a terminal, without a final line break.
 * @param options.color writes terminal color codes
 */
export function proofText(proof: Proof, options: { color: boolean }): string {
  const { outcome, where, failure, left, lost, tables, notCopied } = proof;
  const style = outcome === 'proved' ? 'green' : 'red';
  const title = options.color ? styleText(style, outcome, { validateStream: false }) : outcome;
  const rows = `${tables.filled} of the ${tables.touched} tables that it touches held sample rows`;
  return [
    `${title}: the plan ran on a copy of the target's schema, on ${where}; ${rows}.`,
    ...(failure === null ? [] : [printableLines(failure)]),
    ...list('It leaves', left, ({ status, id, changes }) =>
      [status, id, changes.map(({ attribute }) => attribute).join(', ')].filter((text) => text !== '').join(' '),
    ),
    ...list(
      'It loses, without saying so',
      lost,
      ({ object, before, after }) => `${object}: ${before} before, ${after} after`,
    ),
    ...list('Not copied, so nothing is proved about it', notCopied, ({ object, reason }) => `${object}: ${reason}`),
  ].join('\n');
}

function list<T>(title: string, items: readonly T[], say: (item: T) => string): readonly string[] {
  return items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  ${printable(say(item))}`)];
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
