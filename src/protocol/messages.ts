import * as z from 'zod/mini';
import {
  comparisonSchema,
  detailsSchema,
  plannedSchema,
  provedSchema,
  renameSchema,
  strategySchema,
} from './comparison';

/**
 * Ticks travel as numbered changes. The host says which one it has seen (`after`), so that an answer on its way can't
 * undo a tick that was made since.
 */
const after = z.number();

/** From the extension to Drift Review. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('comparison'), comparison: comparisonSchema }),
  z.object({ type: z.literal('chosen'), after, ids: z.array(z.string()) }),
  z.object({ type: z.literal('strategy'), strategy: strategySchema }),
  z.object({ type: z.literal('proof'), proof: provedSchema }),
  z.object({ type: z.literal('planned'), after, planned: plannedSchema }),
  z.object({ type: z.literal('show'), id: z.string() }),
  z.object({ type: z.literal('details'), details: detailsSchema }),
  z.object({ type: z.literal('detailsFailed'), id: z.string(), message: z.string() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

/** From Drift Review to the extension. */
export const reviewMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('choose'),
    number: z.number(),
    add: z.array(z.string()),
    remove: z.array(z.string()),
  }),
  z.object({ type: z.literal('useStrategy'), strategy: strategySchema }),
  z.object({ type: z.literal('acceptRename'), rename: renameSchema }),
  z.object({ type: z.literal('refuseRename'), rename: renameSchema }),
  z.object({ type: z.literal('undoRename'), rename: renameSchema }),
  z.object({ type: z.literal('showDetails'), id: z.string() }),
  z.object({ type: z.literal('openNativeDiff'), id: z.string() }),
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('swap') }),
  z.object({ type: z.literal('chooseEnvironments') }),
  z.object({ type: z.literal('prove') }),
  z.object({ type: z.literal('generateMigration') }),
  z.object({ type: z.literal('generateVerification') }),
  z.object({ type: z.literal('showLog') }),
  z.object({ type: z.literal('log'), level: z.enum(['warn', 'error']), message: z.string() }),
]);
export type ReviewMessage = z.infer<typeof reviewMessageSchema>;

/** What came through the channel: a message, or why it is none. */
export type Received<Message> = { readonly message: Message } | { readonly problem: string };

/** Reads a message from the extension. Never throws. */
export function receiveFromHost(data: unknown): Received<HostMessage> {
  return receive(hostMessageSchema, data);
}

/** Reads a message from Drift Review. Never throws. */
export function receiveFromReview(data: unknown): Received<ReviewMessage> {
  return receive(reviewMessageSchema, data);
}

function receive<Schema extends z.ZodMiniType>(schema: Schema, data: unknown): Received<z.infer<Schema>> {
  const result = z.safeParse(schema, data);
  if (result.success) return { message: result.data };
  const where = [...new Set(result.error.issues.map((issue) => issue.path.join('.') || 'message'))];
  return { problem: `Unknown message of type ${typeOf(data)} (wrong: ${where.join(', ')})` };
}

/** Only the type is named: the rest may be long, or nobody's business. */
function typeOf(data: unknown): string {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  return typeof type === 'string' ? type : typeof data;
}
