import assert from 'node:assert/strict';
import { CancellationTokenSource, commands, MarkdownString, ThemeIcon } from 'vscode';
import { markOf } from '../../src/extension/trees/node-uri';
import type { EnvironmentNode, EnvironmentsNode } from '../../src/extension/trees/environment-nodes';
import { type Databases, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { rowsOf } from './support/rows';
import { clear, configure } from './support/workspace';

describe('the Environments view', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
    await clear();
    await configure({
      production: { url: databases.production.url, role: 'production' },
      development: { url: databases.development.url, role: 'development' },
      nowhere: { url: 'postgresql://postgres@127.0.0.1:1/nothing' },
    });
  });
  after(async () => {
    await clear();
    await databases.drop();
  });

  async function root(label: string): Promise<EnvironmentNode> {
    const { environmentsTree } = await parts();
    for (const node of await environmentsTree.getChildren()) {
      if (node.type === 'environment' && node.environment.label === label) return node;
    }
    assert.fail(`${label} is not in the tree`);
  }

  it('shows schema, kinds, objects and their parts, each with its detail', async () => {
    const { environmentsTree } = await parts();
    assert.deepEqual(await rowsOf(environmentsTree, await root('production')), [
      'public (6)',
      '  Tables (2)',
      '    graph_nodes',
      '      Columns (4)',
      '        id (uuid · not null)',
      '        label (text · not null)',
      '        properties (jsonb · not null)',
      '        status (node_status)',
      '      Constraints (1)',
      '        graph_nodes_pkey (PRIMARY KEY (id))',
      '      Indexes (2)',
      '        idx_graph_nodes_label (btree (label))',
      '        idx_graph_nodes_status (btree (status))',
      '    profiles (RLS)',
      '      Columns (2)',
      '        id (bigint · not null · identity)',
      '        email (text · not null)',
      '      Constraints (2)',
      '        profiles_email_key (UNIQUE (email))',
      '        profiles_pkey (PRIMARY KEY (id))',
      '      Policies (1)',
      '        own_profile (SELECT)',
      '      Triggers (1)',
      '        touch_profiles (before update)',
      '      Sequences (1)',
      '        profiles_id_seq',
      '  Views (1)',
      '    labels',
      '  Enums (2)',
      '    mood (sad, ok)',
      '    node_status (draft_verbal, curated)',
      '  Functions (1)',
      '    touch (())',
    ]);
  });

  it('knows the parent of every node, so that any can be revealed', async () => {
    const { environmentsTree } = await parts();
    const check = async (node: EnvironmentsNode): Promise<number> => {
      let count = 1;
      for (const child of await environmentsTree.getChildren(node)) {
        const parent = await environmentsTree.getParent(child);
        assert.equal(parent?.key, node.key, child.key);
        count += await check(child);
      }
      return count;
    };
    assert.ok((await check(await root('production'))) > 20);
  });

  it('writes the DDL into the tooltip of the row that the mouse rests on', async () => {
    const { environmentsTree } = await parts();
    const environment = (await root('production')).environment;
    const node = { type: 'object', key: 'x', environment, id: 'enum:public.node_status' } as const;
    const item = await environmentsTree.getTreeItem(node);
    assert.equal(item.tooltip, undefined);
    const { token } = new CancellationTokenSource();
    const { tooltip } = await environmentsTree.resolveTreeItem(item, node, token);
    assert.ok(tooltip instanceof MarkdownString);
    assert.match(tooltip.value, /CREATE TYPE public\.node_status AS ENUM \('draft_verbal', 'curated'\)/);
  });

  it('says why an environment can’t be read, and never shows it as empty', async () => {
    const { environmentsTree } = await parts();
    const nowhere = await root('nowhere');
    const children = await environmentsTree.getChildren(nowhere);
    assert.deepEqual(
      children.map(({ type }) => type),
      ['failure'],
    );
    const [row] = await rowsOf(environmentsTree, nowhere);
    assert.match(row ?? '', /nowhere/);
    const again = await environmentsTree.getTreeItem(await root('nowhere'));
    assert.ok(again.iconPath instanceof ThemeIcon);
    assert.equal(again.iconPath.id, 'error');
  });

  it('marks production, and what differs, with letter and color', async () => {
    const { environmentsTree, decorations } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    const decorationOf = async (label: string, id: string) => {
      const { environment } = await root(label);
      const { resourceUri } = await environmentsTree.getTreeItem({ type: 'object', key: id, environment, id });
      assert.ok(resourceUri);
      const decoration = decorations.provideFileDecoration(resourceUri);
      return decoration === undefined ? undefined : [decoration.badge, decoration.color?.id];
    };
    assert.deepEqual(await decorationOf('production', 'enum:public.node_status'), [
      'A',
      'gitDecoration.addedResourceForeground',
    ]);
    assert.deepEqual(await decorationOf('development', 'table:public.leftover'), [
      'D',
      'gitDecoration.deletedResourceForeground',
    ]);
    assert.deepEqual(await decorationOf('development', 'column:public.profiles.email'), [
      'M',
      'gitDecoration.modifiedResourceForeground',
    ]);
    assert.deepEqual((await decorationOf('development', 'table:public.graph_nodes'))?.[0], '2');
    assert.equal(await decorationOf('production', 'enum:public.mood'), undefined);

    const { resourceUri } = await environmentsTree.getTreeItem(await root('production'));
    assert.ok(resourceUri);
    assert.deepEqual(markOf(resourceUri), { type: 'guarded' });
    assert.equal(decorations.provideFileDecoration(resourceUri)?.badge, 'P');
    const { description } = await environmentsTree.getTreeItem(await root('production'));
    assert.match(String(description), /^source · .*same server as development$/);
  });

  it('reads a schema again when it is refreshed', async () => {
    const { environmentsTree } = await parts();
    await databases.development.query('CREATE TABLE fresh (id int)');
    try {
      const before = await rowsOf(environmentsTree, await root('development'));
      assert.ok(!before.includes('    fresh'));
      await commands.executeCommand('schemaDrift.refreshEnvironment', 'development');
      const after = await rowsOf(environmentsTree, await root('development'));
      assert.ok(after.includes('    fresh'));
    } finally {
      await databases.development.query('DROP TABLE fresh');
    }
  });
});
