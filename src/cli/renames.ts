import { childId } from '../engine/reader';
import type { Catalog, ObjectId, Rename } from '../engine/model';
import { kindOf } from '../engine/registry';
import { UsageError } from './session';

/** Something that can be renamed. */
interface Named {
  readonly id: ObjectId;
  readonly kind: string;
  readonly name: string;
}

/**
 * What `--rename old=new` means: each side an identity (`table:public.users`), a path (`public.users`) or a name. The
 * old one is in the target alone, the new one in the source alone.
 * @throws UsageError when it means nothing, or more than one thing
 */
export function renamesOf(texts: readonly string[], source: Catalog, target: Catalog): readonly Rename[] {
  if (texts.length === 0) return [];
  const [missing, extra] = [namesOnlyIn(source, target), namesOnlyIn(target, source)];
  return texts.map((text) => {
    const parts = text.split('=');
    const splits = parts.slice(1).map((_, at) => [parts.slice(0, at + 1).join('='), parts.slice(at + 1).join('=')]);
    const all = splits.flatMap(([old = '', wanted = '']) => pairs(old, wanted, extra, missing));
    const inPlace = all.filter(({ from, to }) => placeOf(from) === placeOf(to));
    const meant = inPlace.length > 0 ? inPlace : all;
    const [rename, ...others] = meant;
    if (rename === undefined) {
      throw new UsageError(
        `--rename ${text} names nothing that only the target has and the source has under the new name. ` +
          'Write it as --rename table:public.old=table:public.new. Nothing was compared.',
      );
    }
    if (others.length > 0) {
      const list = meant.map(({ from, to }) => `${from}=${to}`).join(', ');
      throw new UsageError(`--rename ${text} can mean ${list}. Write one of them. Nothing was compared.`);
    }
    return rename;
  });
}

function pairs(old: string, wanted: string, extra: readonly Named[], missing: readonly Named[]): Rename[] {
  const to = missing.filter((each) => isCalled(each, wanted));
  return extra
    .filter((each) => isCalled(each, old))
    .flatMap((from) => to.filter(({ kind }) => kind === from.kind).map(({ id }) => ({ from: from.id, to: id })));
}

function isCalled({ id, name }: Named, text: string): boolean {
  return id === text || id.slice(id.indexOf(':') + 1) === text || name === text;
}

/** Everything but the last name: what it lies in. */
function placeOf(id: ObjectId): string {
  return id.slice(0, id.lastIndexOf('.'));
}

function namesOnlyIn(catalog: Catalog, other: Catalog): readonly Named[] {
  const known = new Set(namesIn(other).map(({ id }) => id));
  return namesIn(catalog).filter(({ id }) => !known.has(id));
}

function namesIn({ objects }: Catalog): readonly Named[] {
  return [...objects.values()].flatMap((object) => {
    const { rename, members } = kindOf(object.kind);
    const whole = rename === undefined ? [] : [object];
    if (members === undefined) return whole;
    const { kind } = members;
    return [...whole, ...members.names(object).map((name) => ({ id: childId(kind, object.id, name), kind, name }))];
  });
}
