import type { Socket } from 'node:net';
import type { Client } from 'pg';

/** What the driver does with a socket before it logs in; it is not among its types. */
interface Login {
  attachListeners(socket: Socket): void;
}

/**
 * Lets a client that asks for TLS go on without it, over the same connection, where the server has none. The driver would
 * end the connection, and the next one costs two round trips and a process of the server.
 * Call it when `connect` has begun: it takes the place of what the driver does with the server's first byte.
 * @param onPlain hears that there is no TLS
 */
export function goOnWithoutTls(client: Client, socket: Socket, onPlain: () => void): void {
  for (const driver of socket.listeners('data')) {
    socket.removeListener('data', driver as () => void);
    socket.once('data', (answer: Buffer) => {
      if (answer.toString() !== 'N') {
        driver.call(socket, answer);
        return;
      }
      onPlain();
      (client.connection as unknown as Login).attachListeners(socket);
      // The driver sends its startup message when it hears this.
      client.connection.emit('sslconnect');
    });
  }
}
