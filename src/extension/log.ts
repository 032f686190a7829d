import { type LogOutputChannel, window } from 'vscode';
import { redact } from '../environments/redact';

/** The extension's one log. Every text passes `redact` here, at the sink, so that no caller can forget it. */
export class Log implements LogOutputChannel {
  readonly #channel: LogOutputChannel = window.createOutputChannel('Schema Drift', { log: true });

  readonly name = this.#channel.name;
  readonly onDidChangeLogLevel = this.#channel.onDidChangeLogLevel;

  get logLevel() {
    return this.#channel.logLevel;
  }

  trace(message: string, ...details: unknown[]): void {
    this.#channel.trace(clean([message, ...details]));
  }

  debug(message: string, ...details: unknown[]): void {
    this.#channel.debug(clean([message, ...details]));
  }

  info(message: string, ...details: unknown[]): void {
    this.#channel.info(clean([message, ...details]));
  }

  warn(message: string, ...details: unknown[]): void {
    this.#channel.warn(clean([message, ...details]));
  }

  /** The log is the only place where a stack is shown. */
  error(error: string | Error, ...details: unknown[]): void {
    this.#channel.error(clean([error, ...details]));
  }

  append(text: string): void {
    this.#channel.append(redact(text));
  }

  appendLine(text: string): void {
    this.#channel.appendLine(redact(text));
  }

  replace(text: string): void {
    this.#channel.replace(redact(text));
  }

  clear(): void {
    this.#channel.clear();
  }

  show(): void {
    this.#channel.show(true);
  }

  hide(): void {
    this.#channel.hide();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

function clean(parts: readonly unknown[]): string {
  return redact(parts.map(text).join('\n'));
}

function text(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message;
  return typeof part === 'string' ? part : JSON.stringify(part);
}
