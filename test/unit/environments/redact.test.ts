import assert from 'node:assert/strict';
import { redact, remember } from '../../../src/environments/redact';

describe('redaction', () => {
  it('hides passwords in URLs and leaves the rest', () => {
    for (const [text, clean] of [
      ['postgres://app:hunter2@db.example.com/app', 'postgres://app:***@db.example.com/app'],
      ['at postgresql://app:a%40b@h:1/d, then', 'at postgresql://app:***@h:1/d, then'],
      ['postgres://app:p@ss/w#rd@h/d', 'postgres://app:***@h/d'],
      ['"postgres://:only@h/d" and \'postgres://u:x@h/e\'', '"postgres://:***@h/d" and \'postgres://u:***@h/e\''],
      ['postgres://app@h/d', 'postgres://app@h/d'],
    ] as const) {
      assert.equal(redact(text), clean);
    }
  });

  it('hides what is called a password', () => {
    for (const [text, clean] of [
      ['host=h password=hunter2 dbname=d', 'host=h password=*** dbname=d'],
      ["password = 'it\\'s secret' x", 'password = *** x'],
      ['PGPASSWORD=hunter2', 'PGPASSWORD=***'],
      ['?sslmode=require&password=hunter2&x=1', '?sslmode=require&password=***&x=1'],
      ["ALTER ROLE app PASSWORD 'hun''ter2';", 'ALTER ROLE app PASSWORD ***;'],
      ['password authentication failed for user "app"', 'password authentication failed for user "app"'],
    ] as const) {
      assert.equal(redact(text), clean);
    }
  });

  it('hides what it was told to, also as a URL has it', () => {
    remember('tr0ub/dor&3');
    assert.equal(redact('it is tr0ub/dor&3, or tr0ub%2Fdor%263.'), 'it is ***, or ***.');
  });

  it('does not make text unreadable for the sake of a password that is an ordinary word', () => {
    remember('postgres');
    remember('a');
    remember('');
    assert.equal(redact('a database of postgres'), 'a database of postgres');
  });
});
