import { l10n, window } from 'vscode';
import type { Pair } from '../comparison';
import { Dismissed } from '../multi-step';

/** Asks what a new file is called. @param proposal in words. Throws Dismissed. */
export async function askName(title: string, proposal: string): Promise<string> {
  const { slug } = await import('../../migrations/name');
  const name = await window.showInputBox({
    title,
    prompt: l10n.t('A name for the file. Its timestamp is put before it.'),
    value: slug(proposal),
    ignoreFocusOut: true,
    validateInput: (text) => {
      try {
        slug(text);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  if (name === undefined) throw new Dismissed();
  return name;
}

/** What files for a comparison are called at first. */
export function alignmentName({ source, target }: Pair): string {
  return `align ${target.label} with ${source.label}`;
}
