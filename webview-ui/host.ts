import { receiveFromHost, type HostMessage, type ReviewMessage } from '../src/protocol/messages';
import { readSavedState, type SavedState } from '../src/protocol/saved-state';

interface VsCodeApi {
  postMessage(message: ReviewMessage): void;
  getState(): unknown;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

/** Sends a message to the extension. */
export function send(message: ReviewMessage): void {
  api.postMessage(message);
}

/** Listens to the extension. What can't be understood goes to its log. */
export function listen(receive: (message: HostMessage) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    // Monaco posts messages to its own window to schedule work.
    if (event.source === window) return;
    const received = receiveFromHost(event.data);
    if ('message' in received) receive(received.message);
    else send({ type: 'log', level: 'warn', message: received.problem });
  });
}

/** What was kept from before the tab was hidden or the window reloaded. */
export function savedState(): SavedState | undefined {
  return readSavedState(api.getState());
}

/** Keeps the state for the next time. */
export function save(state: SavedState): void {
  api.setState(state);
}
