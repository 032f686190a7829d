import { connect } from 'node:net';
import { type ConnectionSettings, isSocket } from './connection-settings';
import type { BackendKey } from './startup-messages';

/** What the protocol has in place of a version number in this message. */
const CANCEL_REQUEST = 80_877_102;
const PATIENCE_MS = 3000;

/**
 * Asks whoever answers at the server's address to end a query, by the protocol's own message: it needs no login and no
 * free connection, and a pooler passes it on. Nobody answers it. Like libpq before version 17 it does so without TLS.
 * Resolves when the message is sent, or can't be.
 */
export async function sendCancelRequest(settings: ConnectionSettings, key: BackendKey): Promise<void> {
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(CANCEL_REQUEST, 4);
  message.writeInt32BE(key.processId, 8);
  message.writeInt32BE(key.secret, 12);
  const socket = isSocket(settings)
    ? connect(`${settings.host}/.s.PGSQL.${settings.port}`)
    : connect(settings.port, settings.host);
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.destroy();
      resolve();
    };
    socket.setTimeout(PATIENCE_MS, done);
    socket.once('error', done);
    // The server closes when it has passed the request on; pgbouncer forgets it when we close first.
    socket.once('close', done);
    socket.resume();
    socket.write(message);
  });
}
