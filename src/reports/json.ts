import type { Report } from './report';

/** The report as JSON (formatVersion 1, see reportSchema), indented, without a final line break. */
export function jsonReport(report: Report): string {
  return JSON.stringify(report, null, 2);
}
