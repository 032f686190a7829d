import type { Report, ReportedDifference } from '../../../src/reports/report';

const missing: ReportedDifference = {
  id: 'column:public.graph_nodes.status',
  kind: 'column',
  schema: 'public',
  name: 'status',
  parent: 'table:public.graph_nodes',
  status: 'missing',
  sourceSql: 'ALTER TABLE public.graph_nodes ADD COLUMN status public.node_status;',
};

const extra: ReportedDifference = {
  id: 'index:public.by_name',
  kind: 'index',
  schema: 'public',
  name: 'by_name',
  parent: 'table:public.users',
  status: 'extra',
  targetSql: 'CREATE INDEX by_name ON public.users (name);',
};

const changed: ReportedDifference = {
  id: 'function:public.greet(text)',
  kind: 'function',
  schema: 'public',
  name: 'greet',
  status: 'changed',
  changes: [
    { attribute: 'definition', source: "SELECT 'a|b'\n  || `x`", target: 'SELECT 1' },
    { attribute: 'comment', source: null, target: '' },
  ],
  sourceSql: 'CREATE FUNCTION public.greet(text) …;\n-- ```',
  targetSql: 'CREATE FUNCTION public.greet(text) …;',
};

const extension: ReportedDifference = {
  id: 'extension:vector',
  kind: 'extension',
  schema: null,
  name: 'vector',
  status: 'missing',
  sourceSql: 'CREATE EXTENSION vector;',
};

/** A report with one difference of each status, and one that lies in no schema. */
export const sampleReport: Report = {
  formatVersion: 1,
  source: { name: 'production', kind: 'database', serverVersion: '18.4' },
  target: { name: 'dev', kind: 'snapshot', serverVersion: null },
  incomplete: false,
  summary: {
    total: 4,
    byStatus: { missing: 2, extra: 1, changed: 1 },
    byKind: { column: 1, extension: 1, function: 1, index: 1 },
  },
  differences: [extension, missing, changed, extra],
  possibleRenames: [{ from: 'index:public.by_name', to: 'index:public.users_by_name', why: 'the same definition' }],
  sameServer: false,
  otherOrder: ['table:public.users'],
  notCompared: [{ kind: 'foreign_data_wrapper', count: 2, examples: ['a'] }],
  leftOut: [{ reason: 'Supabase', count: 3, examples: ['auth', 'storage', 'vault'] }],
  notRead: [],
};

/** A report of two environments that are alike. */
export const emptyReport: Report = {
  ...sampleReport,
  summary: { total: 0, byStatus: { missing: 0, extra: 0, changed: 0 }, byKind: {} },
  differences: [],
  possibleRenames: [],
  sameServer: false,
  otherOrder: [],
  notCompared: [],
  leftOut: [],
};

/** The same report, where the role was not allowed to read everything. */
export function incompletely(report: Report): Report {
  return {
    ...report,
    incomplete: true,
    notRead: [{ environment: 'target', kind: 'policy', reason: 'permission denied for table pg_policy' }],
  };
}
