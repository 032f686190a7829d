import { readSqlText, type SqlStatement, SqlSyntaxError } from '../environments/sql-text';

/**
 * What was recorded when a migration was applied, laid out as its file is now: comments and blank lines between
 * statements are not recorded, so they are the file's, and a comparison of the two shows statements alone.
 * @param recorded its statements
 */
export async function appliedText(recorded: readonly string[], file: string): Promise<string> {
  const now = file.replaceAll('\r\n', '\n');
  const [then, standing] = [await statementsOf(recorded.join('\n;\n')), await statementsOf(now)];
  const [first] = standing;
  if (first === undefined || then.length === 0)
    return recorded.map((statement) => `${statement.trim().replace(/;$/, '')};\n`).join('\n');
  const head = now.slice(0, first.start);
  const parts = then.map(({ text }, at) => `${at === 0 ? head : ''}${text}`);
  const places = placesIn(standing, then);
  const gaps = places.slice(1).map((place) => {
    const [before, after] = place === null ? [] : [standing[place - 1], standing[place]];
    return before === undefined || after === undefined ? ';\n' : now.slice(before.end, after.start);
  });
  return `${parts.map((part, at) => `${part}${gaps[at] ?? ''}`).join('')}${now.slice(standing.at(-1)?.end)}`;
}

/** None for a text that PostgreSQL's parser refuses. */
async function statementsOf(sql: string): Promise<readonly SqlStatement[]> {
  try {
    return (await readSqlText(sql)).statements;
  } catch (error) {
    if (error instanceof SqlSyntaxError) return [];
    throw error;
  }
}

/** Where each recorded statement stands in the file: as it was, or else another in its place. Null where it was taken out. */
function placesIn(standing: readonly SqlStatement[], recorded: readonly SqlStatement[]): readonly (number | null)[] {
  let next = 0;
  return recorded.map(({ text }, at) => {
    const same = standing.findIndex((each, place) => place >= next && each.text === text);
    const comesLater = recorded.slice(at).some((each) => each.text === standing[next]?.text);
    if (same === -1 && (comesLater || next >= standing.length)) return null;
    const place = same === -1 ? next : same;
    next = place + 1;
    return place;
  });
}
