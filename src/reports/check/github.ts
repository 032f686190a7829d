import type { CheckReport, Finding } from './check';

const COMMANDS: Readonly<Record<Finding['level'], string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Checks as annotations of GitHub Actions, a line each: see its documentation of workflow commands. */
export function checkGithub({ checks }: CheckReport): string {
  return checks
    .flatMap(({ name, findings, problem }) => [
      ...findings.map(({ level, message, place }) => {
        const at = place === undefined ? '' : `file=${property(place.file)},line=${place.line},col=${place.column},`;
        return `::${COMMANDS[level]} ${at}title=${property(name)}::${data(message)}`;
      }),
      ...(problem === null ? [] : [`::error title=${property(name)}::${data(problem)}`]),
    ])
    .join('\n');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
