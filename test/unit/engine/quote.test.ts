import assert from 'node:assert/strict';
import { ident, literal, qualified } from '../../../src/engine/quote';

describe('quoting', function () {
  it('leaves plain names alone', () => {
    for (const name of ['users', 'graph_nodes', '_private', 'a1', 'with_underscore']) assert.equal(ident(name), name);
  });

  it('quotes what PostgreSQL would read as something else', () => {
    assert.equal(ident('Users'), '"Users"');
    assert.equal(ident('1st'), '"1st"');
    assert.equal(ident('a b'), '"a b"');
    assert.equal(ident('a.b'), '"a.b"');
    assert.equal(ident('$1'), '"$1"');
    assert.equal(ident('ünï'), '"ünï"');
    assert.equal(ident(''), '""');
    assert.equal(ident('order'), '"order"');
    assert.equal(ident('select'), '"select"');
  });

  it('doubles the quotes inside', () => {
    assert.equal(ident('a"b'), '"a""b"');
    assert.equal(ident('"'), '""""');
    assert.equal(literal("it's"), "'it''s'");
    assert.equal(literal("''"), "''''''");
  });

  it('joins a schema and a name, each quoted by itself', () => {
    assert.equal(qualified('public', 'Order'), 'public."Order"');
    assert.equal(qualified('a.b', 'c'), '"a.b".c');
    assert.equal(qualified(null, 'plpgsql'), 'plpgsql');
  });

  it('writes backslashes so that they mean the same whatever standard_conforming_strings says', () => {
    assert.equal(literal('C:\\temp'), "E'C:\\\\temp'");
    assert.equal(literal("\\'"), "E'\\\\'''");
    assert.equal(literal('line\nline'), "'line\nline'");
    assert.equal(literal(''), "''");
  });
});
