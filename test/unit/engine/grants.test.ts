import assert from 'node:assert/strict';
import { arrayItems, grantsOf, parseAcl, readGrants } from '../../../src/engine/grants';

/** What acldefault gives for a table of `owner`, before and since PostgreSQL 17. */
const TABLE_16 = '{owner=arwdDxt/owner}';
const TABLE_17 = '{owner=arwdDxtm/owner}';
const FUNCTION = '{=X/owner,owner=X/owner}';

describe('grants', function () {
  it('are none where there is no ACL, and where it says what is usual', () => {
    assert.deepEqual(readGrants(null, TABLE_17, 'owner'), {});
    assert.deepEqual(readGrants(TABLE_17, TABLE_17, 'owner'), {});
    assert.deepEqual(readGrants('{owner=X/owner,=X/owner}', FUNCTION, 'owner'), {});
  });

  it('are one value where objects have the same ACL', () => {
    const read = () => readGrants('{owner=arwdDxtm/owner,reader=r/owner}', TABLE_17, 'owner');
    assert.equal(read(), read());
    assert.notDeepEqual(read(), readGrants('{owner=arwdDxtm/owner,reader=r/owner}', TABLE_17, 'reader'));
  });

  it('are the privileges of each role that differ from what is usual', () => {
    assert.deepEqual(readGrants('{owner=arwdDxtm/owner,reader=r/owner,=r/owner}', TABLE_17, 'owner'), {
      PUBLIC: ['SELECT'],
      reader: ['SELECT'],
    });
  });

  it('say when PUBLIC or the owner has less than usual', () => {
    assert.deepEqual(readGrants('{owner=X/owner}', FUNCTION, 'owner'), { PUBLIC: [] });
    assert.deepEqual(readGrants('{owner=r/owner}', TABLE_17, 'owner'), { OWNER: ['SELECT'] });
    assert.deepEqual(readGrants('{}', FUNCTION, 'owner'), { OWNER: [], PUBLIC: [] });
  });

  it('are the same before and after PostgreSQL 17, which has one privilege more', () => {
    const before = readGrants('{owner=arwdDxt/owner,writer=arwdDxt/owner}', TABLE_16, 'owner');
    const since = readGrants('{owner=arwdDxtm/owner,writer=arwdDxtm/owner}', TABLE_17, 'owner');
    assert.deepEqual(before, since);
    assert.deepEqual(since, { writer: ['ALL'] });
  });

  it('tell a privilege that may be passed on', () => {
    assert.deepEqual(readGrants('{owner=arwdDxt/owner,writer=r*w/owner}', TABLE_16, 'owner'), {
      writer: ['SELECT*', 'UPDATE'],
    });
    assert.deepEqual(readGrants('{owner=arwdDxt/owner,writer=a*r*w*d*D*x*t*/owner}', TABLE_16, 'owner'), {
      writer: ['ALL*'],
    });
  });

  it('of several grantors are taken together, the stronger ones', () => {
    assert.deepEqual(
      [...parseAcl('{reader=r/owner,reader=r*w/other,reader=a/third}', 'owner')],
      [['reader', ['INSERT', 'SELECT*', 'UPDATE']]],
    );
  });

  it('belong to roles of any name', () => {
    const acl = '{owner=r/owner,"\\"odd \\"\\"role\\"\\"=,{}\\"=w/owner","\\"back\\\\slash\\"=a/owner"}';
    assert.deepEqual([...parseAcl(acl, 'owner').keys()], ['OWNER', 'odd "role"=,{}', 'back\\slash']);
  });

  it('are read from any attributes', () => {
    assert.deepEqual(grantsOf({ grants: { reader: ['SELECT'] } }), { reader: ['SELECT'] });
    assert.deepEqual(grantsOf({}), {});
  });
});

describe('arrays as PostgreSQL writes them', function () {
  it('are read item by item', () => {
    assert.deepEqual(arrayItems('{}'), []);
    assert.deepEqual(arrayItems('{a,b c,d}'), ['a', 'b c', 'd']);
    assert.deepEqual(arrayItems('{"a,b","","c\\"d","e\\\\f"}'), ['a,b', '', 'c"d', 'e\\f']);
  });
});
