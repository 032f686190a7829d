import type { ParseError } from 'jsonc-parser';
import type { EnvironmentEntry } from '../environments/configuration-schema';
import { HelpfulError } from './helpful-error';

/*
 * Changes of schema-drift.json as text, so that comments and layout stay. Each takes the file's text and gives the new
 * one; each throws when the text is no JSON, rather than to guess.
 */

/** A new schema-drift.json. */
export const EMPTY_CONFIGURATION = '{\n  "environments": {},\n  "comparisons": []\n}\n';

/** Adds an environment, or replaces the one of that name. */
export async function withEnvironment(text: string, name: string, entry: EnvironmentEntry): Promise<string> {
  return changed(text, [{ path: ['environments', name], value: entry }]);
}

/** Takes an environment away, and the comparisons that name it. */
export async function withoutEnvironment(text: string, name: string): Promise<string> {
  const naming = (await comparisonsOf(text)).flatMap(({ source, target }, index) =>
    source === name || target === name ? [index] : [],
  );
  return changed(text, [
    ...naming.reverse().map((index) => ({ path: ['comparisons', index], value: undefined })),
    { path: ['environments', name], value: undefined },
  ]);
}

/** Gives an environment another name, in the comparisons as well. */
export async function withEnvironmentRenamed(text: string, from: string, to: string): Promise<string> {
  const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
  const root = parseTree(text);
  const name = root && findNodeAtLocation(root, ['environments', from])?.parent?.children?.[0];
  if (name === undefined) throw new HelpfulError(`schema-drift.json has no environment "${from}".`);
  const renamed = text.slice(0, name.offset) + JSON.stringify(to) + text.slice(name.offset + name.length);
  const sides = (await comparisonsOf(text)).flatMap((comparison, index) =>
    (['source', 'target'] as const)
      .filter((side) => comparison[side] === from)
      .map((side) => ({ path: ['comparisons', index, side], value: to })),
  );
  return changed(renamed, sides);
}

interface Change {
  readonly path: (string | number)[];
  readonly value: unknown;
}

async function changed(text: string, changes: readonly Change[]): Promise<string> {
  const { applyEdits, modify, parse } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0)
    throw new HelpfulError('schema-drift.json is no valid JSON. Correct it first: the Problems view says where.');
  const formattingOptions = {
    insertSpaces: !/^\t/m.test(text),
    tabSize: /^ {4}"/m.test(text) ? 4 : 2,
    eol: eolOf(text),
  };
  return changes.reduce(
    (result, { path, value }) => applyEdits(result, modify(result, path, value, { formattingOptions })),
    text,
  );
}

async function comparisonsOf(text: string): Promise<readonly { source?: unknown; target?: unknown }[]> {
  const { parse } = await import('jsonc-parser');
  const value: unknown = parse(text);
  if (typeof value !== 'object' || value === null || !('comparisons' in value)) return [];
  return Array.isArray(value.comparisons)
    ? value.comparisons.map((each: unknown) => (typeof each === 'object' && each !== null ? each : {}))
    : [];
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
