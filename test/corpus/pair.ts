import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rename } from '../../src/engine/model';

/** Two schemas, and rows that must survive the way from one to the other. */
export interface Pair {
  readonly name: string;
  /** The lowest major version that both schemas load on. */
  readonly from: number;
  /** The highest that they do. */
  readonly until: number;
  /** Objects of both schemas whose data PostgreSQL offers no way to keep; `unknown` where nobody has looked: what the plan says counts. */
  readonly loses: readonly string[] | 'unknown';
  /** What pg_dump does not write of them, so that a restored dump differs; null where it writes all. */
  readonly undumped: string | null;
  /** What a person says of the old schema, in the other direction the other way round; or accepts all that is offered. */
  readonly renames: readonly Rename[] | 'offered';
  readonly old: string;
  readonly new: string;
  /** Rows for the old schema. */
  readonly rows: string;
  /** Rows for the new schema. */
  readonly newRows: string;
}

const folder = path.join(__dirname, 'pairs');

/** All pairs, by name. Errors: a file that is no pair, with its name. */
export function readPairs(): readonly Pair[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => parsePair(file.slice(0, -'.sql'.length), readFileSync(path.join(folder, file), 'utf8')));
}

/** Whether a server of that version takes both schemas. */
export function loadsOn({ from, until }: Pair, major: number): boolean {
  return from <= major && major <= until;
}

/** How a file looks is said in README.md. */
export function parsePair(name: string, text: string): Pair {
  const [head = '', ...parts] = text.split(/^-- (old|new|rows|rows new)$/m);
  const sections = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) {
    const title = parts[at] ?? '';
    if (sections.has(title)) throw new Error(`The pair ${name} has two sections "${title}".`);
    sections.set(title, parts[at + 1] ?? '');
  }
  const [old, created] = [sections.get('old'), sections.get('new')];
  if (old === undefined || created === undefined) throw new Error(`The pair ${name} lacks "-- old" or "-- new".`);
  return {
    name,
    from: Number(/^-- from: (\d+)$/m.exec(head)?.[1] ?? 0),
    until: Number(/^-- until: (\d+)$/m.exec(head)?.[1] ?? Infinity),
    loses: [...head.matchAll(/^-- loses: (\S+)/gm)].flatMap(([, id]) => id ?? []),
    undumped: /^-- undumped: (.+)$/m.exec(head)?.[1] ?? null,
    renames: [...head.matchAll(/^-- renames: (.+) to (.+)$/gm)].flatMap(([, from, to]) =>
      from === undefined || to === undefined ? [] : [{ from, to }],
    ),
    old,
    new: created,
    rows: sections.get('rows') ?? '',
    newRows: sections.get('rows new') ?? '',
  };
}
