import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { CommandLine } from '../command-line';
import { lostRows, takeRowInventory, totalRows } from '../row-inventory';
import type { DemoDatabaseName, Situation } from '../situation';
import { sayChecked, sayHeading } from '../terminal';

/** Development works. Production is broken, and holds rows that must survive. */
export const brokenProduction: Situation = {
  folder: fileURLToPath(new URL('.', import.meta.url)),
  databases: {
    development: [
      '../supabase-platform.sql',
      'workspace/supabase/migrations/20250601070000_shop.sql',
      'workspace/supabase/migrations/20250715120000_delivery.sql',
      'workspace/supabase/migrations/20250801093000_settings.sql',
    ],
    production: ['../supabase-platform.sql', 'production.sql', 'rows.sql'],
  },
  play,
};

const BETWEEN = ['--source', 'files', '--target', 'production'];

async function play(workspace: string, { production }: Readonly<Record<DemoDatabaseName, string>>): Promise<void> {
  const commandLine = new CommandLine(workspace);
  const before = await takeRowInventory(production);

  sayHeading(`1  What is wrong in production, which holds ${totalRows(before)} rows?`);
  await commandLine.tell(['diff', ...BETWEEN], 1, [/settings/, /newsletter_consents/, /legacy_note/]);

  sayHeading('2  Prove the repair on a copy: what would delete rows is left out');
  await commandLine.tell(['prove', ...BETWEEN, '--scratch', 'embedded'], 0, [/^proved: /m]);

  sayHeading('3  Write it, read it, apply it');
  const migrate = ['migrate', ...BETWEEN, '--name', 'repair production'];
  const files = (await commandLine.read(migrate, 0)).trim().split('\n');
  for (const file of files)
    await commandLine.tell(['apply', file, '--target', 'production', '--confirm', 'production'], 0, [/^Applied /m]);

  sayHeading('4  Compare again, and count');
  await commandLine.tell(['diff', ...BETWEEN], 1, [/newsletter_consents/, /legacy_note/]);
  const after = await takeRowInventory(production, before);
  assert.deepEqual(lostRows(before, after), [], 'Rows of production were lost or changed.');
  sayChecked(
    `All ${totalRows(before)} rows are still there. What only production has was kept, because nobody allowed`,
  );
  sayChecked('its deletion.');
}
