import type { Writable } from 'node:stream';

/** Writes text and waits until the stream has handed it over. A reader that has gone (`| head`) is no failure. */
export function writeTo(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => {
      if ('code' in error && error.code === 'EPIPE') resolve();
      else reject(error);
    };
    stream.once('error', onError);
    stream.write(text, (error) => {
      if (error) onError(error);
      else resolve();
    });
  });
}
