import { Uri } from 'vscode';
import type { ObjectId } from '../../engine/model';

/** The scheme of read-only documents that show an object's DDL. */
export const DOCUMENT_SCHEME = 'schema-drift';

/** What a document shows. */
export interface ObjectDocument {
  readonly environment: string;
  readonly id: ObjectId;
  /** Production or protected: the tab is red. */
  readonly guarded: boolean;
}

/**
 * The address of an object's DDL in an environment. The path is the same for every environment, else VS Code would
 * take the two sides of a diff for a renamed file.
 */
export function objectUri({ environment, id, guarded }: ObjectDocument): Uri {
  const name = id.slice(id.indexOf(':') + 1).replaceAll(/[/\\?#]/g, '_');
  const query = new URLSearchParams({ environment, id, ...(guarded ? { guarded: '1' } : {}) });
  return Uri.from({ scheme: DOCUMENT_SCHEME, path: `/${name}.sql`, query: query.toString() });
}

/** What an address shows. Undefined for one that is not ours. */
export function documentOf(uri: Uri): ObjectDocument | undefined {
  if (uri.scheme !== DOCUMENT_SCHEME) return undefined;
  const query = new URLSearchParams(uri.query);
  const environment = query.get('environment');
  const id = query.get('id');
  return environment === null || id === null ? undefined : { environment, id, guarded: query.has('guarded') };
}
