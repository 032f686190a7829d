import path from 'node:path';
import { EnvironmentError } from './errors';
import type { JsonProblem } from './json-document';

/** A schema-drift.json that can't be used, with all that is wrong in it. */
export class ConfigurationError extends EnvironmentError {
  readonly problems: readonly JsonProblem[];

  constructor(
    readonly file: string,
    problems: readonly JsonProblem[],
  ) {
    const name = path.basename(file);
    const [first] = problems;
    super({
      reason: 'config',
      environment: name,
      message: problems.map(({ message, line, column }) => `${name}:${line}:${column}: ${message}.`).join('\n'),
      hint: `Correct ${file}; VS Code marks the places, and shows what is expected.`,
      place: first === undefined ? undefined : { file, line: first.line, column: first.column },
    });
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
