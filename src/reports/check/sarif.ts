import type { Log, Result } from 'sarif';
import type { CheckReport, Finding } from './check';

/**
 * Checks in SARIF 2.1.0, as GitHub's code scanning reads it: every result has a place in a file, that of the
 * configuration where nothing nearer is known.
 */
export function checkSarif({ checks }: CheckReport, version: string, configurationFile: string): string {
  const results = checks.flatMap(({ name, findings }) => findings.map((finding) => result(name, finding)));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Schema Drift',
            version,
            rules: [...new Set(results.map(({ ruleId }) => ruleId ?? ''))].sort().map((id) => ({ id })),
          },
        },
        invocations: [
          {
            executionSuccessful: checks.every(({ problem }) => problem === null),
            toolExecutionNotifications: checks.flatMap(({ name, problem }) =>
              problem === null ? [] : [{ level: 'error' as const, message: { text: `${name}: ${problem}` } }],
            ),
          },
        ],
        results,
      },
    ],
  };
  return JSON.stringify(log, null, 2);

  function result(check: string, { rule, level, message, object, place }: Finding): Result {
    const { file, line, column } = place ?? { file: configurationFile, line: 1, column: 1 };
    return {
      ruleId: rule,
      level,
      message: { text: `${check}: ${message}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file.replaceAll('\\', '/') },
            region: { startLine: line, startColumn: column },
          },
          ...(object === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: object }] }),
        },
      ],
      // The same finding keeps its identity when lines move.
      partialFingerprints: { 'schemaDrift/v1': `${check}/${rule}/${object ?? `${file}/${message}`}` },
    };
  }
}
