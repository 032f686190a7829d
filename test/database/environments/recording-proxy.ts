import { once } from 'node:events';
import { type AddressInfo, createServer, connect as connectSocket, type Socket } from 'node:net';

export interface RecordingProxy {
  /** The server's URL, by way of the proxy. */
  readonly url: string;
  /** The types of the messages that clients have sent after their startup message: Q, X, p, … */
  readonly sent: readonly string[];
  /** How often clients have connected. */
  connections(): number;
  /** Resolves when all clients are gone. */
  left(): Promise<void>;
  close(): Promise<void>;
}

interface ProxyOptions {
  /** Answers like pgbouncer does to a startup parameter that it does not know. */
  readonly refuseStartupOptions?: boolean;
}

const SSL_REQUEST = 80_877_103;

/** A way to a server that counts what is said, and can be as strict as a pooler. It speaks no TLS. */
export async function recordingProxy(serverUrl: string, options: ProxyOptions = {}): Promise<RecordingProxy> {
  const target = new URL(serverUrl);
  const sent: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const proxy = createServer((client) => {
    connections += 1;
    const server = connectSocket(Number(target.port), target.hostname);
    const messages = new ClientMessages();
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
    server.pipe(client);
    client.on('data', (bytes: Buffer) => {
      for (const message of messages.push(bytes)) {
        if (message.type !== null) sent.push(message.type);
        else if (isSslRequest(message.bytes)) {
          client.write('N');
          continue;
        } else if (options.refuseStartupOptions && message.bytes.includes('options\0')) {
          client.end(refusal());
          return;
        }
        server.write(message.bytes);
      }
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    sent,
    connections: () => connections,
    left: async () => {
      await Promise.all([...sockets].filter(({ destroyed }) => !destroyed).map((socket) => once(socket, 'close')));
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        proxy.close(() => {
          resolve();
        });
      }),
  };
}

/** Cuts a client's stream into messages. A startup message and what comes before it have no type. */
class ClientMessages {
  #rest: Buffer = Buffer.alloc(0);
  #started = false;

  push(bytes: Buffer): readonly { type: string | null; bytes: Buffer }[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages = [];
    for (;;) {
      const prefix = this.#started ? 1 : 0;
      if (this.#rest.length < prefix + 4) return messages;
      const length = prefix + this.#rest.readInt32BE(prefix);
      if (this.#rest.length < length) return messages;
      const message = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      messages.push({ type: this.#started ? message.toString('latin1', 0, 1) : null, bytes: message });
      if (!isSslRequest(message)) this.#started = true;
    }
  }
}

function isSslRequest(message: Buffer): boolean {
  return message.length === 8 && message.readInt32BE(4) === SSL_REQUEST;
}

function refusal(): Buffer {
  const fields = 'SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: options\0\0';
  const message = Buffer.alloc(5 + fields.length);
  message.write('E');
  message.writeInt32BE(4 + fields.length, 1);
  message.write(fields, 5);
  return message;
}
