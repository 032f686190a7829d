import { l10n } from 'vscode';
import { EnvironmentError } from '../environments/errors';
import { redact } from '../environments/redact';

/** True for work that a person ended: nothing to report. */
export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof EnvironmentError && error.reason === 'cancelled') ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** Errors of ours that say themselves what to do. By name: they come from rooms that are loaded when they are needed. */
const HELPFUL: ReadonlySet<string> = new Set([
  'HelpfulError',
  'UntrustedWorkspaceError',
  'MigrationError',
  'VerificationError',
  'PlanRefused',
  'RenameRefused',
]);

/** What happened and what to do next, for people: without a stack, without a secret. */
export function explain(error: unknown): { readonly message: string; readonly hint: string } {
  if (error instanceof EnvironmentError) return { message: error.message, hint: error.hint };
  const message = redact(error instanceof Error ? error.message : String(error));
  const isHelpful = error instanceof Error && HELPFUL.has(error.name);
  return { message, hint: isHelpful ? '' : l10n.t('The log has the details.') };
}
