import * as z from 'zod';
import { EnvironmentError } from '../../environments/errors';
import { MustBeKept } from '../../migrations/consolidate/must-be-kept';

/** An error on its way between threads, where it loses its class and its fields. */
export type Parcel =
  | { readonly type: 'environment'; readonly parts: ConstructorParameters<typeof EnvironmentError>[0] }
  | { readonly type: 'must-be-kept'; readonly parts: ConstructorParameters<typeof MustBeKept> }
  | {
      readonly type: 'other';
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      /** Of PlanRefused: what stands in the way. */
      readonly object: string | undefined;
    };

const withObject = z.object({ object: z.string() });

/** What a thread sends instead of an error. */
export function packError(error: unknown): Parcel {
  if (error instanceof EnvironmentError) {
    const { reason, environment, message, hint, code, sql, place } = error;
    return { type: 'environment', parts: { reason, environment, message, hint, code, sql, place } };
  }
  if (error instanceof MustBeKept) return { type: 'must-be-kept', parts: [error.reasons, error.files] };
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: 'other', name, message, stack, object: withObject.safeParse(error).data?.object };
}

/** The error that was sent, with its class where callers look at it, else with its name. */
export function unpackError(parcel: Parcel): Error {
  if (parcel.type === 'environment') return new EnvironmentError(parcel.parts);
  if (parcel.type === 'must-be-kept') return new MustBeKept(...parcel.parts);
  const { name, message, stack, object } = parcel;
  const error = new Error(message);
  return Object.assign(error, { name, stack: stack ?? error.stack }, object === undefined ? {} : { object });
}
