import assert from 'node:assert/strict';
import { isSameText, keepArrayCasts } from '../../../src/engine/array-casts';

describe('arrays that are cast as a whole', function () {
  const cases: readonly (readonly [string, string])[] = [
    [
      `(a)::text = ANY ((ARRAY['x'::character varying, 'it''s ]'::character varying])::text[])`,
      `(a)::text = ANY ((ARRAY['x'::character varying, 'it''s ]'::character varying]::character varying[])::text[])`,
    ],
    [
      `((ARRAY['a'::mood])::text[]) || (ARRAY['b'::"Mood"])::text[]`,
      `((ARRAY['a'::mood]::mood[])::text[]) || (ARRAY['b'::"Mood"]::"Mood"[])::text[]`,
    ],
    [`(ARRAY[(ARRAY['a'::varchar])::text[]])::x[]`, `(ARRAY[(ARRAY['a'::varchar]::varchar[])::text[]])::x[]`],
  ];
  for (const [written, kept] of cases) {
    it(`keep their own type: ${written}`, () => {
      assert.equal(keepArrayCasts(written), kept);
    });
  }

  it('are the same as casts of each element', () => {
    const whole = `(ARRAY['a, b'::character varying, f(x, y)])::text[]`;
    assert.ok(isSameText(`x = ANY (${whole})`, `x = ANY (ARRAY[('a, b'::character varying)::text, (f(x, y))::text])`));
    assert.ok(!isSameText(`x = ANY (${whole})`, `x = ANY (ARRAY[('a, b'::character varying)::text])`));
    assert.ok(!isSameText(whole, whole.replace('text', 'name')));
  });

  const untouched = [
    `x = ANY (ARRAY['a'::text, 'b'::text])`,
    `f((ARRAY['a'::text])[1])`,
    `AS $body$ select (ARRAY['a'::varchar])::text[] $body$`,
    `'(ARRAY[''a''::varchar])::text[]'`,
    `(ARRAY[a, b])::text[]`,
  ];
  for (const sql of untouched) {
    it(`leaves alone: ${sql}`, () => {
      assert.equal(keepArrayCasts(sql), sql);
    });
  }
});
