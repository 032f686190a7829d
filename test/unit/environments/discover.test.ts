import assert from 'node:assert/strict';
import { discover } from '../../../src/environments/discover';
import { inFolder } from './temporary-folder';

describe('discovery', () => {
  it('finds the local Supabase stack by its port, without its password', async () => {
    await inFolder(
      { 'supabase/config.toml': 'project_id = "x"\n[db]\nport = 54999\nmajor_version = 17\n' },
      async (folder) => {
        assert.deepEqual(await discover(folder), [
          {
            name: 'local',
            kind: 'database',
            role: 'development',
            protected: false,
            location: { url: 'postgresql://postgres@127.0.0.1:54999/postgres' },
          },
        ]);
      },
    );
    await inFolder({ 'supabase/config.toml': '[api]\nport = 1\n' }, async (folder) => {
      const [local] = await discover(folder);
      assert.deepEqual(local?.location, { url: 'postgresql://postgres@127.0.0.1:54322/postgres' });
    });
  });

  it('finds PostgreSQL URLs in .env files, by file and key, not by value', async () => {
    await inFolder(
      {
        '.env': 'PORT=3000\nSTAGING_DB_URL="postgres://a:s3cret@h/s"\nAPI_URL=https://example.com\nMYSQL=mysql://h/d\n',
        '.env.local': 'DATABASE_URL=postgres://a:s3cret@h/l\nPOSTGRES_URL=postgres://a:s3cret@h/l\n',
        '.env.production': 'DATABASE_URL=postgres://a:s3cret@h/p\nDIRECT_URL=postgres://a:s3cret@h:1/p\n',
        '.env.example': 'DATABASE_URL=postgres://a:b@h/e\n',
        'not.env': 'DATABASE_URL=postgres://a:b@h/n\n',
        'supabase/config.toml': 'this is = not [ toml',
      },
      async (folder) => {
        const found = await discover(folder);
        assert.deepEqual(
          found.map(({ name, role, protected: kept, location }) => [name, role, kept, location]),
          [
            ['staging', 'staging', false, { file: '.env', key: 'STAGING_DB_URL' }],
            ['local', 'development', false, { file: '.env.local', key: 'DATABASE_URL' }],
            ['production', 'production', true, { file: '.env.production', key: 'DATABASE_URL' }],
            ['production-direct', 'production', true, { file: '.env.production', key: 'DIRECT_URL' }],
          ],
        );
        assert.ok(!JSON.stringify(found).includes('s3cret'));
      },
    );
  });

  it('finds the migrations folder of Supabase, when a migration is in it', async () => {
    const folder = { 'supabase/migrations/20260101000000_a.sql': '', 'supabase/seed.sql': '' };
    await inFolder(folder, async (workspace) => {
      assert.deepEqual(await discover(workspace), [
        { name: 'migrations', kind: 'migrations', protected: false, location: { path: 'supabase/migrations' } },
      ]);
    });
    await inFolder({ 'supabase/migrations/README.md': '' }, async (workspace) => {
      assert.deepEqual(await discover(workspace), []);
    });
  });

  it('finds nothing where there is nothing', async () => {
    await inFolder({}, async (folder) => {
      assert.deepEqual(await discover(folder), []);
      assert.deepEqual(await discover(`${folder}/nowhere`), []);
    });
  });
});
