import * as z from 'zod';
import { kindNameOf, type Drift, type ObjectId } from '../engine/model';
import type { Completed } from '../environments/prisma/complete';

const states = ['aligned', 'drifted', 'prisma-only', 'database-only'] as const;

/** How a Prisma schema and a database stand to each other, model by model. */
export const alignmentSchema = z
  .strictObject({
    objects: z
      .array(
        z
          .strictObject({
            id: z.string().describe('A table or an enum.'),
            state: z.enum(states),
            differences: z.array(z.string()).readonly().describe('The ids of what differs in it.'),
          })
          .readonly(),
      )
      .readonly(),
    counts: z.record(z.enum(states), z.int().nonnegative()).readonly(),
    habits: z
      .array(z.strictObject({ group: z.string(), objects: z.array(z.string()).readonly() }).readonly())
      .readonly()
      .describe("What differs by Prisma's habit alone; the database's objects."),
    notExpressible: z
      .record(z.string(), z.int().nonnegative())
      .readonly()
      .describe('What the database has and Prisma has no word for: the number of objects by kind.'),
  })
  .readonly();

export type Alignment = z.infer<typeof alignmentSchema>;
type State = (typeof states)[number];

/** The kinds that Prisma has a block for. */
const BLOCKS: ReadonlySet<string> = new Set(['table', 'enum']);

/** @param side where in the drift the Prisma schema is */
export function toAlignment(drift: Drift, side: 'source' | 'target', { habits, notExpressible }: Completed): Alignment {
  const taken = new Set(notExpressible);
  const byHabit = new Set(habits.flatMap(({ object, prisma }) => [object, prisma]));
  const ownerOf = (id: ObjectId): ObjectId => {
    const object = drift.source.objects.get(id) ?? drift.target.objects.get(id);
    const parent = object?.parents[0];
    return parent === undefined ? id : ownerOf(parent);
  };
  const differences = new Map<ObjectId, ObjectId[]>();
  for (const { id } of drift.differences) {
    if (byHabit.has(id)) continue;
    const owner = ownerOf(id);
    differences.set(owner, [...(differences.get(owner) ?? []), id]);
  }
  const ids = new Set([...drift.source.objects.keys(), ...drift.target.objects.keys()]);
  const objects = [...ids]
    .filter((id) => BLOCKS.has(kindNameOf(id)) && !taken.has(id))
    .sort()
    .map((id) => {
      const found = differences.get(id) ?? [];
      return { id, state: stateOf(id, drift, side, found), differences: found };
    });
  return {
    objects,
    counts: {
      aligned: count(objects, 'aligned'),
      drifted: count(objects, 'drifted'),
      'prisma-only': count(objects, 'prisma-only'),
      'database-only': count(objects, 'database-only'),
    },
    habits: [...new Set(habits.map(({ group }) => group))].sort().map((group) => ({
      group,
      objects: habits.filter((habit) => habit.group === group).map(({ object }) => object),
    })),
    notExpressible: countByKind(notExpressible),
  };
}

function stateOf(id: ObjectId, drift: Drift, side: 'source' | 'target', differences: readonly ObjectId[]): State {
  const inPrisma = drift[side].objects.has(id);
  const inDatabase = drift[side === 'source' ? 'target' : 'source'].objects.has(id);
  if (!inDatabase) return 'prisma-only';
  if (!inPrisma) return 'database-only';
  return differences.length === 0 ? 'aligned' : 'drifted';
}

function count(objects: Alignment['objects'], state: State): number {
  return objects.filter((each) => each.state === state).length;
}

function countByKind(ids: readonly ObjectId[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of ids.map(kindNameOf).sort()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
