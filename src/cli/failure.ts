import { MigrationError } from '../migrations/errors';
import { VerificationError } from '../verification/check';
import { UsageError } from './session';

/** What to tell the person about an error: what happened, to what, and what to do next. Never holds a secret. */
export async function failureMessage(error: unknown, signal: AbortSignal): Promise<string> {
  const { redact } = await import('../environments/redact');
  return redact(await message(error, signal));
}

async function message(error: unknown, signal: AbortSignal): Promise<string> {
  // A migration that is cancelled says itself what was rolled back.
  if (error instanceof MigrationError) return error.message;
  if (signal.aborted) return 'cancelled';
  const { EnvironmentError } = await import('../environments/errors');
  if (error instanceof EnvironmentError) return error.hint === '' ? error.message : `${error.message}\n${error.hint}`;
  const { PlanRefused } = await import('../engine/plan-refused');
  if (error instanceof PlanRefused) return `No migration can be planned. ${error.message}`;
  const { RenameRefused } = await import('../engine/renames/accept');
  if (error instanceof RenameRefused) return `${error.message}. Nothing was compared.`;
  if (error instanceof UsageError || error instanceof VerificationError) return error.message;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `schema-drift failed in a way that it should not. Please report this:\n${detail}`;
}
