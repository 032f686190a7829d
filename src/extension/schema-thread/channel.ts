import type { MessagePort, Worker } from 'node:worker_threads';
import type { ChannelOptions } from 'birpc';
import { packError, unpackError, type Parcel } from './errors';

/** An answer of birpc that is an error. */
interface Failure {
  readonly e: Parcel;
}

/** Carries calls between two threads, with their errors whole. A call takes as long as it takes. */
export function channel(port: MessagePort | Worker): ChannelOptions & { readonly timeout: number } {
  return {
    timeout: -1,
    post: (message: unknown) => {
      port.postMessage(message);
    },
    on: (receive: (message: unknown) => void) => port.on('message', receive),
    off: (receive: (message: unknown) => void) => port.off('message', receive),
    serialize: (message: object): object =>
      'e' in message && message.e !== undefined ? { ...message, e: packError(message.e) } : message,
    deserialize: (message: object): object =>
      isFailure(message) ? { ...message, e: unpackError(message.e) } : message,
  };
}

function isFailure(message: object): message is Failure {
  return 'e' in message && message.e !== undefined;
}
