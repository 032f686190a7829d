import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runMochaSuite } from '../support/mocha-suite';
import { output } from '../support/paths';
import type { ResultLine } from '../support/results';
import { normalizeDump } from '../support/same-schema';

/** Test files, and the events that a run of each has to report. */
const RUNS = {
  mixed: {
    source: `describe('a', () => {
      it('passes', () => {});
      it('waits to be written');
      it('fails', () => { throw new Error('first line\\nsecond line'); });
    });`,
    events: ['pass', 'skip', 'fail', 'end'],
  },
  'a hook that fails': {
    source: `describe('a', () => { before(() => { throw new Error('no'); }); it('never runs', () => {}); });`,
    events: ['fail', 'end'],
  },
  'a run that ends in the middle, saying that all is well': {
    source: `it('passes', () => {}); it('ends it all', () => process.exit(0));`,
    events: ['pass', 'fail'],
  },
  'a file that cannot be loaded': {
    source: `import './not-there'; it('passes', () => {});`,
    events: ['fail'],
  },
  'a test that wants to run alone': {
    source: `it.only('alone', () => {}); it('left out', () => {});`,
    events: ['fail'],
  },
} as const;

describe('npm test', () => {
  let folder: string;
  let reported: Map<string, ResultLine[]>;

  before(async () => {
    mkdirSync(output, { recursive: true });
    folder = mkdtempSync(path.join(output, 'self-test-'));
    // Each is a process of its own: together they take as long as one.
    const runs = Object.entries(RUNS).map(async ([title, { source }], index): Promise<[string, ResultLine[]]> => {
      const file = path.join(folder, `${index}.test.ts`);
      writeFileSync(file, source);
      const name = `self-test-${index}`;
      return [title, await runMochaSuite({ name, files: [file], silent: true })];
    });
    reported = new Map(await Promise.all(runs));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const linesOf = (title: keyof typeof RUNS) => reported.get(title) ?? [];
  const events = (title: keyof typeof RUNS) => linesOf(title).map(({ event }) => event);

  it('counts what passed, failed and was skipped, and keeps the whole message of a failure', () => {
    assert.deepEqual(events('mixed'), RUNS.mixed.events);
    const failure = linesOf('mixed').find((line) => line.event === 'fail');
    assert.equal(failure?.title, 'a fails');
    assert.match(failure.error, /first line\nsecond line/);
  });

  for (const title of [
    'a hook that fails',
    'a run that ends in the middle, saying that all is well',
    'a file that cannot be loaded',
    'a test that wants to run alone',
  ] as const) {
    it(`takes ${title} for a failure`, () => {
      assert.deepEqual(events(title), RUNS[title].events);
    });
  }
});

describe('a normalized dump', () => {
  it('keeps what says something about the schema, statement by statement, in one order', async () => {
    const dump = String.raw`
\restrict abc
-- a comment; with a semicolon
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.b (
    name text DEFAULT 'x,(y'::text,
    id integer NOT NULL,
    CONSTRAINT c CHECK ((id = ANY (ARRAY[1, 2])))
)
PARTITION BY RANGE (id);
CREATE FUNCTION public.a() RETURNS integer
    LANGUAGE sql
    AS $$ SELECT 1; -- stays
$$;
\unrestrict abc
`;
    assert.deepEqual(await normalizeDump(dump), [
      'CREATE FUNCTION public.a() RETURNS integer\n    LANGUAGE sql\n    AS $$ SELECT 1; -- stays\n$$',
      [
        'CREATE TABLE public.b (',
        '    CONSTRAINT c CHECK ((id = ANY (ARRAY[1, 2]))),',
        '    id integer NOT NULL,',
        "    name text DEFAULT 'x,(y'::text",
        ')',
        'PARTITION BY RANGE (id)',
      ].join('\n'),
    ]);
  });

  it('leaves the order of values in a partition bound alone', async () => {
    const [first] = await normalizeDump("CREATE TABLE p PARTITION OF t FOR VALUES IN ('b', 'a');");
    assert.equal(first, "CREATE TABLE p PARTITION OF t FOR VALUES IN ('b', 'a')");
  });
});
