import { InvalidArgumentError } from 'commander';
import { IGNORABLE, type Ignorable } from '../engine/ignorable';

/** For an option that takes `a,b` and may be given more than once. */
export function addList(text: string, before: readonly string[] = []): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('Name at least one.');
  return [...before, ...names];
}

/** For an option that may be given more than once. */
export function addOne(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** For `--allow DELETES_DATA:table:public.x`, which may be given more than once. */
export function addAllowed(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^DELETES_DATA(:.+)?$/.test(text))
    throw new InvalidArgumentError('Give DELETES_DATA, or DELETES_DATA: and an object, such as table:public.x.');
  return [...before, text];
}

/** For `--ignore owner,grants,comment`. */
export function addIgnored(text: string, before: readonly Ignorable[] = []): readonly Ignorable[] {
  const named = addList(text).map((name) => {
    const known = IGNORABLE.find((each) => each === name);
    if (known === undefined) throw new InvalidArgumentError(`Allowed are ${IGNORABLE.join(', ')}.`);
    return known;
  });
  return [...before, ...named];
}

/** For a time given in seconds: a number above zero. In milliseconds. */
export function seconds(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('Give a number of seconds, such as 30.');
  return Math.ceil(number * 1000);
}
