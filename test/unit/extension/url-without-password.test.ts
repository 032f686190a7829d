import assert from 'node:assert/strict';
import { parsePostgresUrl } from '../../../src/environments/postgres-url';
import { withoutPassword } from '../../../src/extension/url-without-password';

describe('a URL without its password', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['postgresql://app:s3cret@db.example.com:5432/app', 'postgresql://app@db.example.com:5432/app'],
    ['postgres://app:a%40b@host/db?sslmode=require', 'postgres://app@host/db?sslmode=require'],
    ['postgresql://app:p@ss:w/rd@host/db', 'postgresql://app@host/db'],
    ['postgresql://host/db?password=s3cret&sslmode=verify-full', 'postgresql://host/db?sslmode=verify-full'],
    ['postgresql://host/db?password=s3cret', 'postgresql://host/db'],
    ['postgresql://app@host:5432/db', 'postgresql://app@host:5432/db'],
    ['postgresql://host', 'postgresql://host'],
    ['postgresql://:s3cret@host/db', 'postgresql://@host/db'],
  ];
  for (const [url, expected] of cases) {
    it(`of ${url}`, () => {
      assert.equal(withoutPassword(url), expected);
      assert.equal(parsePostgresUrl(expected)?.password, null);
    });
  }
});
