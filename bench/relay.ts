import net from 'node:net';

/** What went over a relay since it was last reset. */
export interface Traffic {
  /** Times that a client spoke after the server had: what it waited for. */
  roundTrips: number;
  /** From the server to the clients. */
  bytes: number;
}

/** A TCP relay on this machine that counts, and can make a server look far away. */
export interface Relay {
  readonly traffic: Traffic;
  readonly reset: () => void;
  /** The same database by way of the relay. */
  readonly through: (url: string) => string;
  readonly close: () => void;
}

/**
 * Starts a relay in front of the server of that URL.
 * @param roundTripMs each chunk is held for half of it in either direction; connecting takes one as well
 */
export async function startRelay(server: string, roundTripMs: number): Promise<Relay> {
  const { hostname, port } = new URL(server);
  const traffic: Traffic = { roundTrips: 0, bytes: 0 };
  const open = new Set<net.Socket>();
  const relay = net.createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    let last: 'client' | 'server' = 'server';
    const upstream = net.connect({ host: hostname, port: Number(port), noDelay: true });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => {
        for (const each of [client, upstream]) each.destroy();
      });
    }
    client.on('data', () => {
      if (last === 'server') traffic.roundTrips += 1;
      last = 'client';
    });
    upstream.on('data', (chunk) => {
      traffic.bytes += chunk.length;
      last = 'server';
    });
    forward(client, upstream, roundTripMs / 2);
    forward(upstream, client, roundTripMs / 2);
    setTimeout(() => {
      client.resume();
    }, roundTripMs);
  });
  await new Promise<void>((resolve) => {
    relay.listen(0, '127.0.0.1', resolve);
  });
  const address = relay.address();
  const relayPort = typeof address === 'object' && address !== null ? String(address.port) : '';
  return {
    traffic,
    reset: () => Object.assign(traffic, { roundTrips: 0, bytes: 0 }),
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: relayPort }).href,
    close: () => {
      relay.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Timers of one length end in the order in which they began, so the chunks stay in order. */
function forward(from: net.Socket, to: net.Socket, delayMs: number): void {
  const later =
    delayMs === 0
      ? (work: () => void) => {
          work();
        }
      : (work: () => void) => void setTimeout(work, delayMs);
  from.on('data', (chunk) => {
    later(() => to.write(chunk));
  });
  from.on('end', () => {
    later(() => to.end());
  });
}
