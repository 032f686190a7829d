const HIDDEN = '***';

/** Shorter ones, and these words, occur in ordinary text: hiding them would hide what happened. */
const SHORTEST_SECRET = 4;
const ORDINARY_WORDS: ReadonlySet<string> = new Set(['postgres', 'public', 'password', 'localhost', 'user', 'test']);

const secrets = new Set<string>();

/** Up to the last @ before a space or quote: a password that should have been encoded can hold `/`, `#` and `@`. */
const PASSWORD_IN_URL = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:@/"'`]*):[^\s"'`]*@/gi;
const PASSWORD_BY_NAME =
  /\b([a-z_]*(?:password|passwd|pwd|secret|token|apikey|api_key))(\s*[=:]\s*)('(?:[^'\\]|\\.|'')*'|"[^"]*"|[^\s&,;"']+)/gi;
const PASSWORD_IN_SQL = /\b(password)(\s+)'(?:[^']|'')*'/gi;

/** From now on `redact` hides this text wherever it occurs, also in the form a URL has it. */
export function remember(secret: string): void {
  if (secret.length < SHORTEST_SECRET || ORDINARY_WORDS.has(secret.toLowerCase())) return;
  secrets.add(secret);
  secrets.add(encodeURIComponent(secret));
}

/** The same text without passwords: those in URLs, those after `password=`, and all that were remembered. */
export function redact(text: string): string {
  let clean = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, HIDDEN);
  return clean
    .replace(PASSWORD_IN_URL, `$1:${HIDDEN}@`)
    .replace(PASSWORD_BY_NAME, `$1$2${HIDDEN}`)
    .replace(PASSWORD_IN_SQL, `$1$2${HIDDEN}`);
}
