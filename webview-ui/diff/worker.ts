declare global {
  interface Window {
    MonacoEnvironment?: { getWorker: () => Promise<Worker> };
  }
}

/**
 * Lets Monaco compute diffs beside the page. A webview may not start a worker from the extension's folder (another
 * origin), so its text is fetched and started as a blob.
 */
export function provideWorker(url: string): void {
  window.MonacoEnvironment = {
    getWorker: async () => {
      const response = await fetch(url);
      const blobUrl = URL.createObjectURL(await response.blob());
      return new Worker(blobUrl, { name: 'editor' });
    },
  };
}
