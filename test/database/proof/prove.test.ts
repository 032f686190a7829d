import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import type { Step } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { EVERYTHING } from '../../../src/engine/scope';
import type { Environment } from '../../../src/environments/environment';
import { EnvironmentError } from '../../../src/environments/errors';
import { prove, type Claim, type Proof } from '../../../src/proof/prove';
import { embeddedDatabase, mayCreateDatabase, temporaryDatabase } from '../../../src/proof/scratch';
import type { PostgresServer } from '../../support/database-server';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from '../engine/open-databases';

const OLD = `
  create type mood as enum ('fine');
  create table person (id integer primary key, name varchar(20) not null, mood mood, born date, tags text[]);
  create table visit (person integer not null references person, at timestamptz, note text);
  create view people as select id, name from person;
`;
const NEW = `
  create type mood as enum ('fine', 'great');
  create table person (
    id bigint primary key, name varchar(40) not null, mood mood, born date, tags text[], check (id > 1000)
  );
  create table visit (person bigint not null references person, at timestamptz not null);
  create index visit_at on visit (at);
  create view people as select id, upper(name) as name from person;
`;

const OPTIONS = { workspace: __dirname };

for (const major of majors) {
  describe(`a proof on PostgreSQL ${major}`, function () {
    this.timeout(120_000);
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function claimed(oldSql = OLD, newSql = NEW) {
      const server = await sharedPostgres(major);
      const [source, target] = [await databases.open(server, newSql), await databases.open(server, oldSql)];
      const [wanted, actual] = [await source.catalog(), await target.catalog()];
      const drift = compare(wanted, actual);
      const claim: Claim = {
        drift,
        plan: plan(drift),
        chosen: undefined,
        scope: EVERYTHING,
        source: wanted,
        target: actual,
      };
      return { server, claim, environment: database(target.url) };
    }

    function database(url: string): Environment {
      return { name: 'target', kind: 'database', protected: false, location: { url } };
    }

    async function leftBehind(server: PostgresServer): Promise<readonly unknown[]> {
      const { connection } = await databases.open(server, '');
      const [rows = []] = await connection.query(
        "SELECT datname FROM pg_database WHERE datname LIKE 'schema_drift_proof_%'",
      );
      return rows;
    }

    /** A proof of the plan with a step more. */
    async function withStep(statement: string): Promise<Proof> {
      const { claim, environment } = await claimed();
      const step: Step = {
        object: 'table:public.visit',
        action: 'alter',
        difference: 'table:public.visit',
        statements: [statement],
        hazards: [],
        commitAfter: false,
        inTransaction: true,
      };
      const steps = [...claim.plan.steps, step];
      return prove({ ...claim, plan: { ...claim.plan, steps } }, () => temporaryDatabase(environment, OPTIONS));
    }

    it('is one when the plan leads to the source, and leaves no database behind', async () => {
      const { server, claim, environment } = await claimed();
      const proof = await prove(claim, () => temporaryDatabase(environment, OPTIONS));
      assert.deepEqual(
        [proof.outcome, proof.failure, proof.left, proof.lost, proof.notCopied],
        ['proved', null, [], [], []],
      );
      assert.deepEqual(await leftBehind(server), []);
    });

    it('is one in the embedded PostgreSQL, of whatever version that is', async () => {
      const { claim } = await claimed(OLD, NEW.replace(', check (id > 1000)', ''));
      const proof = await prove(claim, () => embeddedDatabase([]));
      assert.deepEqual([proof.outcome, proof.failure, proof.left, proof.notCopied], ['proved', null, [], []]);
    });

    it('holds rows of all common types while the plan runs', async () => {
      const columns = 'a uuid, b numeric(5, 2), c boolean, d timestamp, e inet, f jsonb, g bytea, h interval, i time';
      const { claim, environment } = await claimed(
        `create table every (id integer primary key, ${columns})`,
        `create table every (id integer primary key, ${columns}, more text)`,
      );
      const { outcome, tables } = await prove(claim, () => temporaryDatabase(environment, OPTIONS));
      assert.deepEqual([outcome, tables], ['proved', { filled: 1, touched: 1 }]);
    });

    it('is none when something is left, and says what', async () => {
      const { claim, environment } = await claimed();
      const steps = claim.plan.steps.filter(({ object }) => object !== 'index:public.visit_at');
      const proof = await prove({ ...claim, plan: { ...claim.plan, steps } }, () =>
        temporaryDatabase(environment, OPTIONS),
      );
      assert.equal(proof.outcome, 'not proved');
      assert.deepEqual(
        proof.left.map(({ id, status }) => [id, status]),
        [['index:public.visit_at', 'missing']],
      );
    });

    it('is none when a statement fails, and says which and why', async () => {
      const { outcome, failure } = await withStep('SELECT 1 / 0');
      assert.equal(outcome, 'not proved');
      assert.match(failure ?? '', /SELECT 1 \/ 0\nPostgreSQL says: division by zero/);
    });

    it('is none when rows are lost although no step says so', async () => {
      const { claim, environment } = await claimed(
        'create table t (id integer)',
        'create table t (id integer, name text)',
      );
      const [step] = claim.plan.steps;
      assert.ok(step !== undefined);
      const steps = [{ ...step, statements: ['DELETE FROM t', ...step.statements] }];
      const { outcome, left, lost } = await prove({ ...claim, plan: { ...claim.plan, steps } }, () =>
        temporaryDatabase(environment, OPTIONS),
      );
      assert.deepEqual([outcome, left], ['not proved', []]);
      assert.deepEqual(
        lost.filter(({ object }) => object === 'table:public.t'),
        [{ object: 'table:public.t', before: 3, after: 0 }],
      );
    });

    it('leaves no database behind when it is cancelled', async () => {
      const { server, claim, environment } = await claimed();
      const abort = new AbortController();
      const running = prove(
        claim,
        async () => {
          const scratch = await temporaryDatabase(environment, { ...OPTIONS, signal: abort.signal });
          abort.abort();
          return scratch;
        },
        abort.signal,
      );
      await assert.rejects(running);
      assert.deepEqual(await leftBehind(server), []);
    });

    it('is made beside the target, also where the URL names the database twice', async () => {
      const { claim, environment } = await claimed('', 'create table made (id integer)');
      const { location } = environment;
      assert.ok('url' in location);
      const url = `${location.url}?dbname=${new URL(location.url).pathname.slice(1)}`;
      const { outcome } = await prove(claim, () => temporaryDatabase(database(url), OPTIONS));
      assert.equal(outcome, 'proved');
      const untouched = await databases.join(location.url);
      const [rows] = await untouched.query("SELECT relname FROM pg_class WHERE relname = 'made'");
      assert.deepEqual(rows, []);
    });

    it('knows which role may make a database', async () => {
      const server = await sharedPostgres(major);
      const role = `proof_without_createdb_${major}`;
      const { connection, url } = await databases.open(server, `create role ${role} login`);
      databases.atEnd(async () => {
        await connection.run(`drop role ${role}`);
      });
      assert.equal(await mayCreateDatabase(database(url), OPTIONS), true);
      const poor = new URL(url);
      poor.username = role;
      assert.equal(await mayCreateDatabase(database(poor.href), OPTIONS), false);
      await assert.rejects(
        temporaryDatabase(database(poor.href), OPTIONS),
        (error) => error instanceof EnvironmentError && error.message.includes('permission denied to create database'),
      );
      assert.deepEqual(await leftBehind(server), []);
    });
  });
}
