import assert from 'node:assert/strict';
import { appliedText } from '../../../src/migrations/applied-text';

const A = 'CREATE TABLE a (id int)';
const B = 'CREATE TABLE b (id int)';
const C = 'CREATE TABLE c (id int)';
const D = 'CREATE TABLE d (id int)';

describe('what was applied of a migration, beside its file', () => {
  for (const [what, recorded, file, expected] of [
    [
      'has the comments and blank lines of the file',
      [A, B],
      `-- head\n${A};\n-- b\n${B};\n-- end\n`,
      `-- head\n${A};\n-- b\n${B};\n-- end\n`,
    ],
    [
      'has another statement where one was edited',
      [A, B, C],
      `${A};\n\n-- b\n${D} ;\n${C};`,
      `${A};\n\n-- b\n${B} ;\n${C};`,
    ],
    ['lacks what was added', [A, C], `${A};\n\n-- new\n${B};\n-- c\n${C};\n`, `${A};\n-- c\n${C};\n`],
    ['lacks what was added at the top', [B], `-- head\n${A};\n${B};\n`, `-- head\n${B};\n`],
    ['has what was taken out', [A, B, C], `${A};\n${C};\n`, `${A};\n${B};\n${C};\n`],
    ['has what was taken out at the top', [A, B], `-- head\n${B};\n`, `-- head\n${A};\n${B};\n`],
    ['has what was taken out at the end', [A, B], `${A};\n`, `${A};\n${B};\n`],
    [
      'is read as the command line records it',
      [`-- head\n${A};`, `${B};\n`],
      `-- head\n${A};\r\n${B};`,
      `-- head\n${A};\n${B};`,
    ],
    ['stands alone where the file holds no statement', [A, `${B};`], '-- nothing is left\n', `${A};\n\n${B};\n`],
    ['stands alone where the file is no SQL', [A], 'CREATE TABEL a', `${A};\n`],
  ] as const) {
    it(what, async () => {
      assert.equal(await appliedText(recorded, file), expected);
    });
  }
});
