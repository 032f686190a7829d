import { type TextDocument, workspace } from 'vscode';

/** A remark that makes a file one of verification queries, wherever it lies. */
const REMARK = /^\s*--\s*(?:verify\s*:|expect\b)/im;

/** A longer file is not looked through at every keystroke. */
const LONGEST = 500_000;

/** Whether lenses stand over the queries of a document. */
export function wantsLenses(document: TextDocument): boolean {
  if (!isSql(document)) return false;
  const where = workspace
    .getConfiguration('schemaDrift', document)
    .get<'verification' | 'all' | 'off'>('verification.codeLens', 'verification');
  return where === 'all' || (where === 'verification' && isVerification(document));
}

/** Whether a document holds verification queries, by its folder or its remarks. */
export function isVerification(document: TextDocument): boolean {
  return (
    isSql(document) &&
    document.getText().length <= LONGEST &&
    (/\/verification\/[^/]+$/.test(document.uri.path) || REMARK.test(document.getText()))
  );
}

function isSql({ uri, languageId }: TextDocument): boolean {
  return (uri.scheme === 'file' || uri.scheme === 'untitled') && (languageId === 'sql' || uri.path.endsWith('.sql'));
}
