/** How triggers, rules and event triggers are enabled: the letter in the system catalogs, the words in ALTER. */
const STATES: Readonly<Record<string, string>> = {
  O: 'ENABLE',
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
};

export function stateOf(letter: string): string {
  return STATES[letter] ?? 'ENABLE';
}

export function letterOf(state: string): string {
  return Object.keys(STATES).find((letter) => STATES[letter] === state) ?? 'O';
}
