import { type LogOutputChannel, window } from 'vscode';
import type { Disposable } from 'vscode';
import { redact } from '../environments/redact';

/** The extension's one log. Every text passes `redact` here, so that no caller can forget it. */
export class Log implements Disposable {
  readonly #channel: LogOutputChannel = window.createOutputChannel('Schema Drift', { log: true });

  info(message: string): void {
    this.#channel.info(redact(message));
  }

  warn(message: string): void {
    this.#channel.warn(redact(message));
  }

  /** Logs what happened with its stack: the log is the only place where one is shown. */
  error(message: string, error?: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : error === undefined ? '' : String(error);
    this.#channel.error(redact(detail ? `${message}\n${detail}` : message));
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
