import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotText } from '../../../src/environments/text-file';
import { isEdited } from '../../../src/migrations/edited';
import type { HistoryEntry } from '../../../src/migrations/history';

describe('a migration that was edited since it was applied', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edited-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function edited(file: string | Buffer, recorded: Partial<HistoryEntry>): Promise<boolean> {
    const path = join(folder, 'file.sql');
    await writeFile(path, file);
    const entry = {
      keeper: 'supabase',
      version: '1',
      title: 'a',
      statements: null,
      checksum: null,
      finished: true,
    } as const;
    return isEdited(path, { ...entry, ...recorded });
  }

  const TABLE = 'CREATE TABLE a (id int)';
  const BODY = 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$';

  for (const [what, file, statements] of [
    ['the same statements', `${TABLE};\n${BODY};\n`, [TABLE, BODY]],
    ['other line ends', `${TABLE};\r\n${BODY.replace('; ', ';\r\n')};\r\n`, [TABLE, BODY.replace('; ', ';\n')]],
    ['a byte order mark', `\uFEFF${TABLE};`, [TABLE]],
    [
      'comments and blank lines between statements',
      `-- made by hand\n\n${TABLE} ;\n/* and */ ${BODY}`,
      [TABLE, `-- was different\n${BODY};`],
    ],
    ['one text for all statements', `${TABLE};\n${BODY};\n`, [`${TABLE}; ${BODY};`]],
    ['nothing that was recorded', TABLE, []],
  ] as const)
    it(`does not count ${what}`, async () => {
      assert.equal(await edited(file, { statements }), false);
    });

  for (const [what, file, statements] of [
    ['another statement', 'CREATE TABLE b (id int);', [TABLE]],
    ['one statement more', `${TABLE};\nSELECT 1;`, [TABLE]],
    ['one statement less', TABLE, [TABLE, BODY]],
    ['another order', `${BODY};\n${TABLE};`, [TABLE, BODY]],
    ['white space inside of a text', "SELECT 'a b'", ["SELECT 'a  b'"]],
    ['a semicolon inside of a text', "SELECT 'a;b'", ["SELECT 'ab'"]],
    ['SQL that no longer parses', 'CREATE TABEL a (id int)', [TABLE]],
  ] as const)
    it(`is told by ${what}`, async () => {
      assert.equal(await edited(file, { statements }), true);
    });

  it('is told by Prisma’s checksum', async () => {
    const checksum = '4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c';
    assert.equal(await edited('select 1;\n', { checksum }), false);
    assert.equal(await edited('select 1;', { checksum }), true);
  });

  it('is refused when the file is no text', async () => {
    await assert.rejects(edited(Buffer.from([0xc3, 0x28, 0x00]), { statements: [TABLE] }), NotText);
  });
});
