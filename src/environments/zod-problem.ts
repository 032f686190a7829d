import type * as z from 'zod';
import type { JsonDocument, JsonProblem } from './json-document';

type Issue = z.core.$ZodIssue;
type Path = (string | number)[];

/** A complaint of zod in words for a person, at its place in the file. An unknown key is a problem of its own. */
export function problemOf(issue: Issue, document: JsonDocument): readonly JsonProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const name = path.length === 0 ? 'the file' : shown(path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      document.problemAtName(path, key, `${shown([...path, key])} is unknown; ${issue.message}`),
    );
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues.map(({ message }) => message).join('; ');
    return [document.problemAtName(path.slice(0, -1), String(path.at(-1)), `${name} can't be a name: ${why}`)];
  }
  if (issue.code === 'custom' || issue.code === 'invalid_union') {
    return [document.problemAt(path, `${name}: ${issue.message}`)];
  }
  return [document.problemAt(path, `${found(name, document.valueAt(path))}; expected ${expectation(issue)}`)];
}

function found(name: string, value: unknown): string {
  return value === undefined ? `${name} is missing` : `${name} is ${kindOf(value)}`;
}

/** The value itself where it is short and can't be a secret. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  if (typeof value === 'object') return 'an object';
  return JSON.stringify(value);
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value)).join(' or ');
  if (issue.code === 'invalid_type') return WORDS[issue.expected] ?? issue.expected;
  if (issue.code === 'too_small') return 'something that is not empty';
  return issue.message;
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'an object { … }',
  record: 'an object { … }',
  array: 'a list [ … ]',
  string: 'a text in double quotes',
  boolean: 'true or false',
};

/** As people write it: environments.production.role, comparisons[0].source. */
function shown(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
