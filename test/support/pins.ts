import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { repository } from './paths';

const Pins = z.object({
  postgres: z.record(z.string(), z.string()),
  codeServer: z.string(),
  node: z.string(),
  vscode: z.string(),
});

/** The exact version of everything that a test run downloads. `pins.json` is the one place to change them. */
export const pins = Pins.parse(JSON.parse(readFileSync(path.join(repository, 'test', 'support', 'pins.json'), 'utf8')));
