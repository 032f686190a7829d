import assert from 'node:assert/strict';
import { commands, TreeItemCheckboxState } from 'vscode';
import { type Databases, DIFFERENCES, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { driftRows, rowsOf } from './support/rows';
import { until } from './support/until';
import { clear, configure } from './support/workspace';

describe('a comparison', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
  });
  after(async () => {
    await clear();
    await databases.drop();
  });
  beforeEach(async () => {
    await clear();
    await configure({
      production: { url: databases.production.url, role: 'production' },
      development: { url: databases.development.url, role: 'development' },
      nowhere: { url: 'postgresql://postgres@127.0.0.1:1/nothing' },
    });
  });

  it('lists the differences by schema and kind, with a badge', async () => {
    const { session, driftView, driftTree, status } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');

    assert.equal(session.state.phase, 'compared');
    assert.deepEqual(
      Object.fromEntries(session.drift?.differences.map(({ id, status: of }) => [id, of]) ?? []),
      DIFFERENCES,
    );
    assert.equal(driftView.state, 'found');
    assert.equal(driftView.badge, 6);
    assert.equal(driftView.description, 'production → development');
    assert.equal(status.text, '$(git-compare) production → development: 6');
    assert.deepEqual(await driftRows(driftTree), [
      'public (6)',
      '  Tables (1)',
      '    leftover (extra)',
      '  Views (1)',
      '    labels (missing)',
      '  Enums (1)',
      '    node_status (missing)',
      '  Columns (2)',
      '    graph_nodes.status (missing)',
      '    profiles.email (not null)',
      '  Indexes (1)',
      '    idx_graph_nodes_status (missing)',
    ]);
  });

  it('swaps source and target, so that missing becomes extra', async () => {
    const { session } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    await commands.executeCommand('schemaDrift.swap');

    assert.deepEqual([session.pair?.source.label, session.pair?.target.label], ['development', 'production']);
    const statuses = new Map(session.drift?.differences.map(({ id, status }) => [id, status]));
    assert.equal(statuses.get('view:public.labels'), 'extra');
    assert.equal(statuses.get('table:public.leftover'), 'missing');
    assert.equal(statuses.get('column:public.profiles.email'), 'changed');
  });

  it('chooses everything at first, and a tick on a kind is one on all below it', async () => {
    const { session, driftTree } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    assert.equal(session.chosen.size, 6);

    const [schema] = await driftTree.getChildren();
    assert.ok(schema);
    driftTree.tick([[schema, TreeItemCheckboxState.Unchecked]]);
    assert.equal(session.chosen.size, 0);

    const columns = (await driftTree.getChildren(schema)).find(
      (node) => node.type === 'group' && node.kind === 'column',
    );
    assert.ok(columns);
    driftTree.tick([[columns, TreeItemCheckboxState.Checked]]);
    assert.deepEqual([...session.chosen].sort(), ['column:public.graph_nodes.status', 'column:public.profiles.email']);
    const state = driftTree.getTreeItem(schema).checkboxState;
    assert.equal(typeof state === 'object' ? state.state : state, TreeItemCheckboxState.Unchecked);
    assert.equal(driftTree.getTreeItem(schema).description, '2 of 6');
  });

  it('keeps out what was left out when it is repeated, and chooses what is new', async () => {
    const { session } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    session.choose(new Set(['view:public.labels']));
    await databases.production.query('CREATE TABLE brand_new (id int)');
    try {
      await commands.executeCommand('schemaDrift.compareAgain');
      assert.deepEqual([...session.chosen].sort(), ['table:public.brand_new', 'view:public.labels']);
    } finally {
      await databases.production.query('DROP TABLE brand_new');
    }
  });

  it('says so when there is no drift', async () => {
    const { driftView, driftTree } = await parts();
    await configure({
      production: { url: databases.production.url },
      copy: { url: databases.production.url },
    });
    await commands.executeCommand('schemaDrift.compare', 'production', 'copy');
    assert.equal(driftView.state, 'clean');
    assert.equal(driftView.message, undefined);
    assert.equal(driftView.badge, undefined);
    assert.deepEqual(await driftTree.getChildren(), []);
  });

  it('never looks like no drift when it fails', async () => {
    const { session, driftTree, driftView, status } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    await commands.executeCommand('schemaDrift.compare', 'production', 'nowhere');

    assert.equal(session.state.phase, 'failed');
    assert.equal(session.drift, undefined);
    assert.equal(driftView.state, 'failed');
    assert.match(driftView.message ?? '', /^nowhere: /);
    assert.deepEqual(await rowsOf(driftTree), ['The comparison failed (click to try again)']);
    assert.match(status.text, /^\$\(error\)/);
  });

  it('is incomplete, and says so, when the role may not read everything', async () => {
    const { driftView, driftTree } = await parts();
    const role = `reader_${process.pid}`;
    await databases.production.query(`CREATE ROLE ${role} LOGIN; REVOKE SELECT ON pg_catalog.pg_policy FROM PUBLIC`);
    const url = new URL(databases.production.url);
    url.username = role;
    try {
      await configure({ production: { url: databases.production.url }, reader: { url: url.href } });
      await commands.executeCommand('schemaDrift.compare', 'production', 'reader');
      assert.notEqual(driftView.state, 'clean');
      assert.match(driftView.message ?? '', /^Incomplete/);
      const notes = (await driftTree.getChildren()).find(({ type }) => type === 'notes');
      assert.ok(notes);
      const rows = await rowsOf(driftTree, notes);
      assert.ok(
        rows.some((row) => row.includes('policy could not be read in reader')),
        rows.join('\n'),
      );
    } finally {
      await databases.production.query(`GRANT SELECT ON pg_catalog.pg_policy TO PUBLIC; DROP ROLE ${role}`);
    }
  });

  it('is cancelled on the server too, and leaves what was there before', async () => {
    const { session } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    const before = session.drift;

    await databases.production.query('BEGIN; LOCK TABLE pg_catalog.pg_policy IN ACCESS EXCLUSIVE MODE');
    // Asked in the other database: within its transaction, the first would see the same activity for ever.
    const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE application_name LIKE 'schema-drift%' AND wait_event_type = 'Lock' AND datname = '${databases.production.name}'`;
    try {
      const compared = commands.executeCommand('schemaDrift.compareAgain');
      await until('a query that waits for the lock', async () => {
        const [row] = await databases.development.query<{ count: number }>(waiting);
        return (row?.count ?? 0) > 0;
      });
      assert.equal(session.state.phase, 'comparing');
      await commands.executeCommand('schemaDrift.cancel');
      await compared;
      assert.equal(session.state.phase, 'compared');
      assert.equal(session.drift, before);
      await until('the query to be gone', async () => {
        const [row] = await databases.development.query<{ count: number }>(waiting);
        return row?.count === 0;
      });
    } finally {
      await databases.production.query('ROLLBACK');
    }
  });

  it('ends when one of its environments is no longer there', async () => {
    const { session, driftView } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    await configure({ production: { url: databases.production.url } });
    assert.equal(session.state.phase, 'none');
    assert.equal(driftView.state, 'none');
  });
});
