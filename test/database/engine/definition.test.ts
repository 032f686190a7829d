import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { definition } from '../../../src/engine/render/definition';
import { loadsOn, readPairs } from '../../corpus/pair';
import { createRoles, dropRoles } from '../../corpus/roles';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

const latest = Math.max(...majors);

const SCHEMA = `
  create table users (id integer primary key);
  create table node (
    id bigint generated always as identity primary key,
    owner integer not null references users on delete cascade,
    label text default 'none',
    constraint has_label check (label <> '')
  );
  create index node_label on node (label);
  comment on table node is 'A node';
  grant select on node to public;
  alter table node enable row level security;
  create policy own on node using (owner = 1);
  create view labels as select label from node;
`;

describe('the definition of an object', function () {
  const databases = new OpenDatabases();
  afterEach(() => databases.close());

  it('is its DDL with everything that belongs to it, and nothing else', async () => {
    const { catalog } = await databases.open(await sharedPostgres(latest), SCHEMA);
    const whole = await catalog();
    const text = definition(whole, 'table:public.node');
    for (const part of [
      /CREATE TABLE public\.node \(/,
      /GENERATED ALWAYS AS IDENTITY/,
      /CONSTRAINT has_label CHECK/,
      /FOREIGN KEY \(owner\) REFERENCES public\.users\(id\) ON DELETE CASCADE/,
      /CREATE INDEX node_label/,
      /COMMENT ON TABLE public\.node IS 'A node'/,
      /GRANT SELECT ON TABLE public\.node TO PUBLIC/,
      /ENABLE ROW LEVEL SECURITY/,
      /CREATE POLICY own/,
    ]) {
      assert.match(text, part);
    }
    assert.doesNotMatch(text, /CREATE TABLE public\.users|CREATE VIEW/);
    assert.doesNotMatch(text, /\bDROP\b/);
  });

  it('makes the object again where what it stands on is there', async () => {
    const server = await sharedPostgres(latest);
    const source = await databases.open(server, SCHEMA);
    const whole = await source.catalog();
    const copy = await databases.open(server, 'create table users (id integer primary key)');
    for (const id of ['table:public.node', 'view:public.labels']) await copy.run(definition(whole, id));
    assert.deepEqual(compare(whole, await copy.catalog()).differences, []);
  });

  it('is an empty text for what is not there', async () => {
    const { catalog } = await databases.open(await sharedPostgres(latest), SCHEMA);
    assert.equal(definition(await catalog(), 'table:public.nowhere'), '');
  });

  describe('of everything in the corpus', function () {
    before(async () => createRoles(await sharedPostgres(latest)));
    after(async () => dropRoles(await sharedPostgres(latest)));

    for (const pair of readPairs().filter((each) => loadsOn(each, latest))) {
      it(`can be had: ${pair.name}`, async () => {
        const { catalog } = await databases.open(await sharedPostgres(latest), pair.new);
        const whole = await catalog();
        for (const { id, parents, facts } of whole.objects.values()) {
          // A column of a view has no DDL but for what was said about it.
          if (parents.length > 0 || facts.of_view === true) definition(whole, id);
          else assert.notEqual(definition(whole, id), '', id);
        }
      });
    }
  });
});
