import { Uri } from 'vscode';
import type { Status } from '../../engine/model';

/**
 * Tree rows have addresses of a scheme of their own: decorations of documents do not reach them, and Git's
 * decorations reach neither.
 */
const SCHEME = 'schema-drift-node';

/** What a tree row's decoration says. */
export type Mark =
  /** The object differs. */
  | { readonly type: 'difference'; readonly status: Status; readonly source: string; readonly target: string }
  /** Something below the row differs. */
  | { readonly type: 'contains'; readonly count: number }
  /** The environment is production or protected. */
  | { readonly type: 'guarded' };

/** The address of a tree row; its mark is in it, so that it can be decorated without looking anything up. */
export function nodeUri(key: string, mark: Mark | undefined): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${key}`, query: mark === undefined ? '' : JSON.stringify(mark) });
}

/** The mark in a tree row's address. Undefined for any other address. */
export function markOf(uri: Uri): Mark | undefined {
  return uri.scheme === SCHEME && uri.query !== '' ? (JSON.parse(uri.query) as Mark) : undefined;
}
