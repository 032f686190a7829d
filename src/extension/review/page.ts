import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** Where the build puts the webview: the only folder that the webview may read. */
export function webviewFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The page around the webview's own script. Monaco needs inline styles and a worker from a blob; nothing else is
 * allowed, and no script without this page's nonce.
 */
export function reviewPage(webview: Webview, extensionUri: Uri): string {
  const nonce = randomBytes(16).toString('hex');
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(webviewFolder(extensionUri), name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `font-src ${webview.cspSource} data:`,
    `worker-src blob:`,
    `connect-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Drift Review</title>
<link rel="stylesheet" href="${file('review.css')}">
</head>
<body>
<div id="review" data-worker="${file('editor.worker.js')}"></div>
<script type="module" nonce="${nonce}" src="${file('review.js')}"></script>
</body>
</html>`;
}
