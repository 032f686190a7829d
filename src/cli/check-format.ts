import { version } from '../../package.json';
import { CONFIGURATION_FILE } from '../environments/configuration';
import type { CheckReport } from '../reports/check/check';
import type { Session } from './session';

/** How checks are printed. */
export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;

export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** The report in a format. Each is loaded when it is asked for. */
export async function checkReportIn(report: CheckReport, format: CheckFormat, session: Session): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../reports/check/text')).checkText(report, { color: session.color });
    case 'json':
      return JSON.stringify(report, null, 2);
    case 'sarif':
      return (await import('../reports/check/sarif')).checkSarif(report, version, CONFIGURATION_FILE);
    case 'github':
      return (await import('../reports/check/github')).checkGithub(report);
    case 'junit':
      return (await import('../reports/check/junit')).checkJunit(report);
  }
}
