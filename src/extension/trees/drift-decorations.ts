import { FileDecoration, type FileDecorationProvider, l10n, ThemeColor, type Uri } from 'vscode';
import type { Status } from '../../engine/model';
import { documentOf } from '../documents/object-uri';
import { markOf, type Mark } from './node-uri';

/** A badge holds two characters. */
const LARGEST_BADGE = 99;

const LETTERS: Readonly<Record<Status, { letter: string; color: string }>> = {
  missing: { letter: 'A', color: 'gitDecoration.addedResourceForeground' },
  extra: { letter: 'D', color: 'gitDecoration.deletedResourceForeground' },
  changed: { letter: 'M', color: 'gitDecoration.modifiedResourceForeground' },
};

/** Letters and colors for tree rows that differ, and red for all that belongs to production. */
export class DriftDecorations implements FileDecorationProvider {
  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const mark = markOf(uri) ?? (documentOf(uri)?.guarded === true ? { type: 'guarded' as const } : undefined);
    return mark === undefined ? undefined : decorationOf(mark);
  }
}

function decorationOf(mark: Mark): FileDecoration {
  switch (mark.type) {
    case 'difference': {
      const { letter, color } = LETTERS[mark.status];
      return new FileDecoration(letter, describeStatus(mark.status, mark.source, mark.target), new ThemeColor(color));
    }
    case 'contains':
      return new FileDecoration(
        mark.count > LARGEST_BADGE ? '●' : String(mark.count),
        mark.count === 1 ? l10n.t('1 difference below') : l10n.t('{0} differences below', mark.count),
        new ThemeColor(LETTERS.changed.color),
      );
    case 'guarded':
      return new FileDecoration(
        'P',
        l10n.t('Production or protected: handle with care'),
        new ThemeColor('errorForeground'),
      );
  }
}

/** A status as a sentence for people. */
export function describeStatus(status: Status, source: string, target: string): string {
  switch (status) {
    case 'missing':
      return l10n.t('Missing in {1}: {0} has it, the migration adds it', source, target);
    case 'extra':
      return l10n.t('Extra in {1}: {0} does not have it, the migration drops it', source, target);
    case 'changed':
      return l10n.t('Different in {1}: the migration makes it as it is in {0}', source, target);
  }
}
