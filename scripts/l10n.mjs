/**
 * Publishes the texts that the extension shows as the bundle that translators start from: `npm run l10n`. A test
 * compares the file with what this makes.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

export const L10N_BUNDLE = 'l10n/bundle.l10n.json';

/** The text of the bundle: each first argument of `l10n.t`. Throws where that is no literal. */
export async function l10nBundle() {
  const folder = path.join(root, 'src/extension');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = new Set();
  for (const file of files.sort()) {
    const source = ts.createSourceFile(file, await readFile(path.join(folder, file), 'utf8'), ts.ScriptTarget.Latest);
    visit(source);

    function visit(node) {
      if (ts.isCallExpression(node) && node.expression.getText(source) === 'l10n.t') {
        const [text] = node.arguments;
        if (!ts.isStringLiteralLike(text))
          throw new Error(`${file}: l10n.t takes a literal, not ${text.getText(source)}`);
        texts.add(text.text);
      }
      ts.forEachChild(node, visit);
    }
  }
  return `${JSON.stringify(Object.fromEntries([...texts].map((text) => [text, text])), null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(path.join(root, L10N_BUNDLE), await l10nBundle());
  console.log(L10N_BUNDLE);
}
