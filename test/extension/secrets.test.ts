import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { commands, window } from 'vscode';
import { type Databases, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { clear, filesBelow, folder, write } from './support/workspace';

const STORED = 'stored-Tiger-4711';
const IN_ENV_FILE = 'dotenv-Tiger-4712';

describe('passwords', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
    await clear();
  });
  after(async () => {
    await clear();
    await databases.drop();
  });

  it('are bound to host, port and user', async () => {
    const { passwords } = await parts();
    const account = { host: 'db.example.com', port: 5432, user: 'app' };
    await passwords.store(account, STORED);
    assert.equal(await passwords.find({ ...account, host: 'DB.example.com' }), STORED);
    for (const other of [{ host: 'evil.example.com' }, { port: 5433 }, { user: 'root' }]) {
      assert.equal(await passwords.find({ ...account, ...other }), undefined);
    }
    await passwords.forget(account);
    assert.equal(await passwords.find(account), undefined);
  });

  it('lie in no file of the workspace or of VS Code, and in no log', async () => {
    const { passwords, session } = await parts();
    const { hostname, port, username } = new URL(databases.development.url);
    await passwords.store({ host: hostname, port: Number(port), user: username }, STORED);
    const withPassword = new URL(databases.production.url);
    withPassword.password = IN_ENV_FILE;
    const unreachable = new URL(withPassword);
    unreachable.port = '1';
    await write('.env', `PRODUCTION_URL=${withPassword.href}\nBROKEN_URL=${unreachable.href}\n`);
    await write(
      'schema-drift.json',
      JSON.stringify({
        environments: {
          production: { url: { file: '.env', key: 'PRODUCTION_URL' }, role: 'production' },
          development: { url: databases.development.url },
          broken: { url: { file: '.env', key: 'BROKEN_URL' } },
        },
      }),
    );
    await (await parts()).environments.refresh();

    await commands.executeCommand('schemaDrift.compare', 'production', 'broken');
    assert.equal(session.state.phase, 'failed');
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    assert.equal(session.state.phase, 'compared');
    session.choose(new Set(['view:public.labels']));
    await commands.executeCommand('schemaDrift.generateMigration', 'secret');
    await commands.executeCommand('schemaDrift.generateVerificationQueries', 'secret');
    await commands.executeCommand('schemaDrift.openDifference', 'view:public.labels');

    const files = new Map([...(await filesBelow(folder())), ...(await filesBelow(homedir()))]);
    assert.ok(
      [...files.keys()].some((file) => file.endsWith('Schema Drift.log')),
      'the log is among them',
    );
    const holding = [...files].filter(([, text]) => text.includes(STORED) || text.includes(IN_ENV_FILE));
    assert.deepEqual(
      holding.map(([file]) => file.slice(folder().length + 1)),
      ['.env'],
    );
    assert.equal(
      window.visibleTextEditors.some(({ document }) => document.getText().includes('Tiger')),
      false,
    );
  });
});
