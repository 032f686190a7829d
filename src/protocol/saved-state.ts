import * as z from 'zod/mini';
import { statusSchema } from './comparison';

/** What Drift Review keeps over a reload of the window. */
const savedStateSchema = z.object({
  formatVersion: z.literal(1),
  source: z.nullable(z.string()),
  target: z.nullable(z.string()),
  /** The ticks, as the shorter of two lists: only these, or all except these. Null before the first comparison. */
  choice: z.nullable(z.union([z.object({ only: z.array(z.string()) }), z.object({ except: z.array(z.string()) })])),
  shown: z.nullable(z.string()),
  text: z.string(),
  statuses: z.array(statusSchema),
  closed: z.array(z.string()),
  listShare: z.number(),
});
export type SavedState = z.infer<typeof savedStateSchema>;
export type SavedChoice = NonNullable<SavedState['choice']>;

/** What was saved, or undefined where it is nothing, or from a version that is not known. */
export function readSavedState(data: unknown): SavedState | undefined {
  const result = z.safeParse(savedStateSchema, data);
  return result.success ? result.data : undefined;
}

/** The ticks as the shorter list. */
export function saveChoice(all: readonly string[], chosen: ReadonlySet<string>): SavedChoice {
  const except = all.filter((id) => !chosen.has(id));
  return except.length < chosen.size ? { except } : { only: [...chosen] };
}

/** The ticks again, for a list that may have changed since. */
export function restoreChoice(choice: SavedChoice, all: readonly string[]): Set<string> {
  const { only, except } = { only: undefined, except: undefined, ...choice };
  if (only) {
    const kept = new Set(only);
    return new Set(all.filter((id) => kept.has(id)));
  }
  const dropped = new Set(except);
  return new Set(all.filter((id) => !dropped.has(id)));
}
