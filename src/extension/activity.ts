import { commands, type Disposable, window } from 'vscode';
import { ContextKey } from './context-keys';
import type { ViewId } from './view-ids';

/** Runs long work with progress on the views, and ends it when a person asks for that. */
export class Activity implements Disposable {
  readonly #running = new Set<AbortController>();

  /**
   * Runs a task. While it runs, its view shows progress and the command `schemaDrift.cancel` ends it through the signal.
   * What the task throws is thrown on.
   */
  async run<T>(view: ViewId, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#running.add(controller);
    this.#tell();
    try {
      return await window.withProgress({ location: { viewId: view } }, () => task(controller.signal));
    } finally {
      this.#running.delete(controller);
      this.#tell();
    }
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  cancelAll(): void {
    for (const controller of this.#running) controller.abort();
  }

  dispose(): void {
    this.cancelAll();
  }

  #tell(): void {
    void commands.executeCommand('setContext', ContextKey.Busy, this.isBusy);
  }
}
