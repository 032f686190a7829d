import { render } from 'preact';
import { App } from './app';
import { listen, save, savedState, send } from './host';
import { ReviewStore } from './review-store';
import './review.css';

const root = document.getElementById('review');
if (!root) throw new Error('The page of Drift Review has no place for it.');

const store = new ReviewStore({ send, save }, savedState());
window.addEventListener('error', (event) => {
  // The browser's note that a size is measured again in the next frame. Nothing is wrong.
  if (event.message.startsWith('ResizeObserver loop')) return;
  send({ type: 'log', level: 'error', message: event.message });
});
window.addEventListener('unhandledrejection', (event) => {
  send({ type: 'log', level: 'error', message: String(event.reason) });
});
listen((message) => {
  store.receive(message);
});
render(<App store={store} workerUrl={root.dataset.worker ?? ''} />, root);
send({ type: 'ready' });
