/** A row of a table. */
export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Names come from a database and may hold anything: a longer run of backticks than any inside keeps them code. */
export function code(text: string): string {
  const ticks = '`'.repeat(longestRunOfBackticks(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${text.replaceAll(/\s+/g, ' ')}${pad}${ticks}`;
}

/** SQL as a block. */
export function fence(sql: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRunOfBackticks(sql) + 1));
  return `${ticks}sql\n${sql.trimEnd()}\n${ticks}`;
}

function longestRunOfBackticks(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** Text in which nothing is Markdown or HTML. */
export function plain(text: string): string {
  return html(text).replaceAll(/[\\`*_[\]#|~]/g, '\\$&');
}

/** Text in which nothing is HTML. */
export function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
