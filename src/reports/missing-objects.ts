import { labelOf, printable } from './words';

/** Objects that are missing, in words: what belongs to one that is missing too goes without saying. */
export function missingInWords(ids: readonly string[]): readonly string[] {
  const names = new Set(ids.map(nameOf));
  return ids
    .filter((id) => !withoutLastParts(nameOf(id)).some((name) => names.has(name)))
    .map((id) => printable(`${labelOf(id.slice(0, id.indexOf(':')))} ${nameOf(id)}`));
}

function nameOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** `public.a.b` → `public.a`, `public`. */
function withoutLastParts(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}
