import assert from 'node:assert/strict';
import { parts } from './support/extension';
import { rowsOf } from './support/rows';
import { clear, configure, write } from './support/workspace';

describe('a migrations folder in the Environments view', () => {
  before(clear);
  after(clear);

  it('is browsed like a database, as its files make it', async () => {
    await write('supabase/migrations/20260101000000_notes.sql', 'create table notes (id int, owner uuid);');
    await write(
      'supabase/migrations/20260102000000_own.sql',
      'create policy own on notes to authenticated using (owner = auth.uid());',
    );
    await configure({ files: { kind: 'migrations' } });
    const { environmentsTree } = await parts();
    const [files] = await environmentsTree.getChildren();
    assert.ok(files);
    assert.deepEqual(await rowsOf(environmentsTree, files), [
      'public (7)',
      '  Tables (1)',
      '    notes',
      '      Columns (2)',
      '        id (integer)',
      '        owner (uuid)',
      '      Policies (1)',
      '        own (ALL · authenticated)',
      '  Default privileges (6)',
      '    postgres functions',
      '    postgres sequences',
      '    postgres tables',
      '    supabase_admin functions',
      '    supabase_admin sequences',
      '    supabase_admin tables',
      'Publications (1)',
      '  supabase_realtime',
    ]);
  });
});
