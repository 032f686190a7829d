/** The list itself in order, and without what it has twice, which hardly any has. */
export function eachOnce(list: string[]): readonly string[] {
  list.sort();
  return list.some((each, at) => at > 0 && each === list[at - 1]) ? [...new Set(list)] : list;
}
