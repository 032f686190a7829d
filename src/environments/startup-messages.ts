import type { Client } from 'pg';
import * as z from 'zod';

const parameterStatus = z.object({ parameterName: z.string(), parameterValue: z.string() });
const backendKeyData = z.object({ processID: z.number() });

/** What a server tells each client while it connects, without being asked. */
export interface StartupMessages {
  /** Such as `server_version` and `session_authorization`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The process that serves this connection, once it is there. */
  processId(): number | null;
}

/**
 * Listens to those messages; call it before `connect`. The driver hears them and hands them on by events that it does
 * not document, and asking for them would cost a round trip.
 */
export function listenToStartup(client: Client): StartupMessages {
  const parameters = new Map<string, string>();
  let processId: number | null = null;
  client.connection.on('parameterStatus', (message: unknown) => {
    const { parameterName, parameterValue } = parameterStatus.parse(message);
    parameters.set(parameterName, parameterValue);
  });
  client.connection.on('backendKeyData', (message: unknown) => {
    processId = backendKeyData.parse(message).processID;
  });
  return { parameters, processId: () => processId };
}
