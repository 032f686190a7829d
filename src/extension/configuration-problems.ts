import { Diagnostic, DiagnosticSeverity, type Disposable, languages, Position, Range, Uri } from 'vscode';
import { EnvironmentError } from '../environments/errors';
import { CONFIGURATION_FILE, type EnvironmentStore } from './environment-store';

/** Lists what is wrong with schema-drift.json in the Problems view, at its place. */
export class ConfigurationProblems implements Disposable {
  readonly #problems = languages.createDiagnosticCollection('schema-drift');
  readonly #listener: Disposable;

  constructor(environments: EnvironmentStore) {
    this.#listener = environments.onDidChange(() => {
      this.#problems.clear();
      for (const { folder, error } of environments.folders) {
        if (error === undefined) continue;
        this.#problems.set(Uri.joinPath(folder.uri, CONFIGURATION_FILE), [problemOf(error)]);
      }
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#problems.dispose();
  }
}

function problemOf(error: Error): Diagnostic {
  const place = error instanceof EnvironmentError ? error.place : undefined;
  const hint = error instanceof EnvironmentError ? ` ${error.hint}` : '';
  const at = new Position(Math.max(0, (place?.line ?? 1) - 1), Math.max(0, (place?.column ?? 1) - 1));
  const problem = new Diagnostic(
    new Range(at, at.translate(0, 1)),
    `${error.message}${hint}`,
    DiagnosticSeverity.Error,
  );
  problem.source = 'Schema Drift';
  return problem;
}
