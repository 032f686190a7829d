import { type MochaOptions, type Runner, reporters } from 'mocha';
import { z } from 'zod';
import { recordResults } from './results';

const ReporterOptions = z.object({ results: z.string() });

/** Mocha's readable report on the screen, and the same results in a file (`--reporter-option results=FILE`). */
class ResultsReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    recordResults(runner, ReporterOptions.parse(options.reporterOptions).results);
  }
}

// Mocha takes the module itself for the reporter.
export = ResultsReporter;
