import { Diagnostic, DiagnosticSeverity, Range, type Uri } from 'vscode';
import type { LintFinding, LintLevel } from '../../migrations/lint/finding';
import type { MigrationStatus } from '../../migrations/status';

const SEVERITIES: Readonly<Record<LintLevel, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

/** A finding about a migration file as VS Code shows it, from where it begins to the end of the line. */
export class MigrationProblem extends Diagnostic {
  /**
   * @param status the migrations folder as it was when this was found
   * @param explanation the document that says what the rules mean
   */
  constructor(
    readonly finding: LintFinding,
    readonly status: MigrationStatus,
    explanation: Uri,
  ) {
    const { rule, level, message, line, column } = finding;
    super(new Range(line - 1, column - 1, line - 1, Number.MAX_SAFE_INTEGER), message, SEVERITIES[level]);
    this.source = 'Schema Drift';
    this.code = { value: rule, target: explanation };
  }
}
