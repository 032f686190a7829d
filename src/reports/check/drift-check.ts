import type { Difference, Drift } from '../../engine/model';
import { labelOf, printable, valuesOnOneLine } from '../words';
import type { Check, Finding } from './check';

/** A comparison as a check: each difference is an error, and so is what could not be read. */
export function driftCheck(name: string, drift: Drift, source: string, target: string): Check {
  const notRead = [
    ...drift.source.notRead.map((entry) => ({ environment: source, ...entry })),
    ...drift.target.notRead.map((entry) => ({ environment: target, ...entry })),
  ];
  return {
    name,
    findings: drift.differences.map((difference) => finding(difference, source, target)),
    problem:
      notRead.length === 0
        ? null
        : `The comparison is incomplete: ${notRead.map(({ environment, kind, reason }) => `${environment}: ${kind}: ${reason}`).join('; ')}`,
  };
}

function finding({ id, kind, status, changes }: Difference, source: string, target: string): Finding {
  const what = `${labelOf(kind)} ${printable(id.slice(id.indexOf(':') + 1))}`;
  return { rule: status, level: 'error', message: message(), object: id };

  function message(): string {
    switch (status) {
      case 'missing':
        return `${what} is in ${source} and missing in ${target}.`;
      case 'extra':
        return `${what} is in ${target} and not in ${source}.`;
      case 'changed': {
        const values = changes.map(
          ({ attribute, target, source }) => `${attribute} is ${valuesOnOneLine(target, source).join(', not ')}`,
        );
        return `${what} differs in ${target} from ${source}: ${values.join('; ')}.`;
      }
    }
  }
}
