import { l10n } from 'vscode';
import type { ComparisonSession } from '../comparison';
import type { ReportSource } from './report-document';

/** How the Prisma schema and the database of the current comparison stand to each other. */
export function alignmentReport(session: ComparisonSession): ReportSource {
  return {
    scheme: 'schema-drift-alignment',
    title: 'Prisma alignment',
    onDidChange: session.onDidChangeState,
    text: async () => {
      const alignment = session.drift?.alignment ?? null;
      if (alignment === null) return l10n.t('Compare a Prisma schema with a database to see how they are aligned.');
      const { alignmentMarkdown } = await import('../../reports/alignment-markdown');
      return alignmentMarkdown(alignment);
    },
  };
}
