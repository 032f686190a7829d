import assert from 'node:assert/strict';
import { markdownReport } from '../../../src/reports/markdown';
import { emptyReport, incompletely, sampleReport } from './sample-report';

describe('a report as Markdown', () => {
  it('says which side is right, and counts by kind', () => {
    const markdown = markdownReport(sampleReport);
    assert.match(markdown, /^## Schema drift: `dev` against `production`\n/);
    assert.match(markdown, /\*\*Source, which is right:\*\* `production` \(database, PostgreSQL 18\.4\)/);
    assert.match(markdown, /\*\*Target, which is to be changed:\*\* `dev` \(snapshot\)/);
    assert.match(markdown, /\| columns \| 1 \| 0 \| 0 \|\n/);
    assert.match(markdown, /\| \*\*4 in all\*\* \| 2 \| 1 \| 1 \|/);
  });

  it('lists the differences by schema, whatever characters they hold', () => {
    const markdown = markdownReport(sampleReport);
    assert.match(markdown, /### In no schema[\s\S]*\| missing \| extension `vector` \| {2}\|[\s\S]*### `public`/);
    assert.match(markdown, /\| extra \| index `by_name on users` \|/);
    assert.ok(
      markdown.includes("definition: `SELECT 1` → `` SELECT 'a\\|b' || `x` ``".replace('||', '\\|\\|')),
      markdown,
    );
  });

  it('folds away each definition, in a fence that it cannot end', () => {
    const markdown = markdownReport(sampleReport);
    assert.equal(markdown.match(/<details>/g)?.length, 4);
    assert.ok(
      markdown.includes(
        '<details><summary>changed: function greet(text)</summary>\n\nIn the source `production`:\n\n````sql\nCREATE FUNCTION public.greet(text) …;\n-- ```\n````\n\nIn the target `dev`:\n\n```sql\n',
      ),
      markdown,
    );
  });

  it('lets no name become HTML', () => {
    const [first] = sampleReport.differences;
    assert.ok(first);
    const sly = { ...first, id: 'extension:</summary><b>', name: '</summary><b>' };
    const markdown = markdownReport({ ...sampleReport, differences: [sly] });
    assert.ok(markdown.includes('<summary>missing: extension &lt;/summary&gt;&lt;b&gt;</summary>'), markdown);
  });

  it('says that there is no drift, or that it cannot know', () => {
    assert.match(markdownReport(emptyReport), /\*\*No drift\.\*\*/);
    const incomplete = markdownReport(incompletely(emptyReport));
    assert.doesNotMatch(incomplete, /no drift\./i);
    assert.match(incomplete, /incomplete[\s\S]*in the target `dev`: policies: permission denied for table pg\\_policy/);
  });
});
