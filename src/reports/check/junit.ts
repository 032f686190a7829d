import XMLBuilder from 'fast-xml-builder';
import { isFailure, type Check, type CheckReport } from './check';

/** Characters that XML can't hold in any form. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Checks as JUnit XML, which most CI servers show: a suite each, and a case for each finding. */
export function checkJunit({ checks }: CheckReport): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    format: true,
    suppressEmptyNode: true,
    attributeValueProcessor: (_, value) => String(value).replace(NOT_IN_XML, '\u{FFFD}'),
  });
  const xml = builder.build({ testsuites: { '@_name': 'schema-drift', testsuite: checks.map(suite) } });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`.trimEnd();
}

function suite({ name, findings, problem }: Check): object {
  const cases = findings.map((finding) => ({
    '@_classname': name,
    '@_name': finding.object ?? finding.rule,
    ...(finding.place === undefined ? {} : { '@_file': finding.place.file, '@_line': finding.place.line }),
    ...(isFailure(finding) ? { failure: { '@_type': finding.rule, '@_message': finding.message } } : {}),
  }));
  const whole =
    problem !== null
      ? [{ '@_classname': name, '@_name': 'checked', error: { '@_message': problem } }]
      : findings.length === 0
        ? [{ '@_classname': name, '@_name': 'checked' }]
        : [];
  return {
    '@_name': name,
    '@_tests': cases.length + whole.length,
    '@_failures': findings.filter(isFailure).length,
    '@_errors': problem === null ? 0 : 1,
    testcase: [...cases, ...whole],
  };
}
