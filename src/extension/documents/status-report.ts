import type { MigrationStore } from '../migration-store';
import type { ReportSource } from './report-document';

/** The matrix of files and environments, as a table. */
export function statusReport(store: MigrationStore): ReportSource {
  return {
    scheme: 'schema-drift-status',
    title: 'What is applied where',
    onDidChange: store.onDidChange,
    text: async () => {
      const { statusMarkdown } = await import('../../reports/status-markdown');
      return store.folders.map(({ status }) => statusMarkdown(status)).join('\n');
    },
  };
}
