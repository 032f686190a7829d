import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { textReport } from '../../../src/reports/text';
import { emptyReport, incompletely, sampleReport } from './sample-report';

describe('a report as text', () => {
  it('groups by schema and kind, and marks each status', () => {
    assert.equal(
      textReport(sampleReport, { color: false }),
      [
        'source  production  database, PostgreSQL 18.4, is right',
        'target  dev  snapshot, is to be changed',
        '',
        '(in no schema)',
        '  extensions',
        '    + vector',
        '',
        'public',
        '  columns',
        '    + graph_nodes.status',
        '  functions',
        '    ~ greet(text)',
        "        definition: SELECT 1 → SELECT 'a|b' || `x`",
        "        comment: '' → none",
        '  indexes',
        '    - by_name on users',
        '',
        '+ missing in dev, - extra in dev, ~ changed (dev → production)',
        '4 differences: 2 missing, 1 extra, 1 changed.',
        "? index public.by_name may be public.users_by_name now (the same definition): --rename 'index:public.by_name=index:public.users_by_name'",
        'Columns in another order, which is no difference: public.users',
        'Left out: 3 (Supabase): auth, storage, vault',
        'Not compared: 2 foreign data wrappers: a, …',
      ].join('\n'),
    );
  });

  it('says the same in color', () => {
    const colored = textReport(sampleReport, { color: true });
    assert.notEqual(colored, stripVTControlCharacters(colored));
    assert.equal(stripVTControlCharacters(colored), textReport(sampleReport, { color: false }));
  });

  it('says that there is no drift', () => {
    assert.match(textReport(emptyReport, { color: false }), /\nNo drift: dev is like production\.$/);
  });

  it('reminds of two databases that share a server', () => {
    const text = textReport({ ...emptyReport, sameServer: true }, { color: false });
    assert.match(text, /Both are databases of one server/);
  });

  it('never sounds like "no drift" when something was not read', () => {
    const text = textReport(incompletely(emptyReport), { color: false });
    assert.doesNotMatch(text, /no drift/i);
    assert.match(text, /The comparison is incomplete/);
    assert.match(text, /Not read in the target dev: policies: permission denied for table pg_policy/);
    assert.match(textReport(incompletely(sampleReport), { color: false }), /there may be more/);
  });

  it('keeps control characters of a database away from the terminal', () => {
    const [first] = sampleReport.differences;
    assert.ok(first);
    const sly = { ...first, id: 'extension:a\u001b[2Jb', name: 'a\u001b[2Jb' };
    const text = textReport({ ...sampleReport, differences: [sly] }, { color: false });
    assert.ok(!text.includes('\u001b'));
  });
});
