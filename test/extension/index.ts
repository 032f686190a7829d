import path from 'node:path';
import Mocha from 'mocha';
import { recordResults } from '../support/results';

/** Mocha's own reports have no reader in an extension host: the results go to a file. */
class Silent extends Mocha.reporters.Base {}

/**
 * What VS Code calls in its extension host (`extensionTestsPath`). Runs the tests that were bundled beside this file and
 * writes the results to the file that SCHEMA_DRIFT_TEST_RESULTS names.
 * Errors: when a test fails, so that @vscode/test-electron ends with a code that is not zero.
 */
export async function run(): Promise<void> {
  const results = process.env.SCHEMA_DRIFT_TEST_RESULTS;
  if (results === undefined) throw new Error('SCHEMA_DRIFT_TEST_RESULTS must name the file for the results.');
  const mocha = new Mocha({
    timeout: 110_000,
    forbidOnly: true,
    reporter: Silent,
    ...(process.env.SCHEMA_DRIFT_TEST_GREP ? { grep: process.env.SCHEMA_DRIFT_TEST_GREP } : {}),
  });
  mocha.addFile(path.join(__dirname, 'tests.js'));
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed`));
    });
    recordResults(runner, results);
  });
}
