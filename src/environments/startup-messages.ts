import type { Client } from 'pg';
import * as z from 'zod';

const parameterStatus = z.object({ parameterName: z.string(), parameterValue: z.string() });
const backendKeyData = z.object({ processID: z.number(), secretKey: z.number() });

/** What a query of this connection can be cancelled by. */
export interface BackendKey {
  /** The process that serves the connection; a pooler may make up a number. */
  readonly processId: number;
  readonly secret: number;
}

/** What a server tells each client while it connects, without being asked. */
export interface StartupMessages {
  /** Such as `server_version` and `session_authorization`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Null until the server has said it. */
  backendKey(): BackendKey | null;
}

/**
 * Listens to those messages; call it before `connect`. The driver hears them and hands them on by events that it does
 * not document, and asking for them would cost a round trip.
 */
export function listenToStartup(client: Client): StartupMessages {
  const parameters = new Map<string, string>();
  let key: BackendKey | null = null;
  client.connection.on('parameterStatus', (message: unknown) => {
    const { parameterName, parameterValue } = parameterStatus.parse(message);
    parameters.set(parameterName, parameterValue);
  });
  client.connection.on('backendKeyData', (message: unknown) => {
    const { processID, secretKey } = backendKeyData.parse(message);
    key = { processId: processID, secret: secretKey };
  });
  return { parameters, backendKey: () => key };
}
