import { hazard } from '../hazards';
import type { Kind, Statement } from '../kind';
import type { Attributes, CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { ifExists } from './shared/run-again';

interface Definition extends Attributes {
  /** Null where it may hold a password or is not for this role to read: then it never leaves the server. */
  readonly connection: string | null;
  readonly publications: readonly string[];
  readonly enabled: boolean;
  readonly slot_name: string | null;
  readonly binary: boolean;
  readonly streaming: 'off' | 'on' | 'parallel';
  readonly synchronous_commit: string;
  readonly two_phase: boolean;
  readonly disable_on_error: boolean;
  /** From PostgreSQL 16 on; before, what it did then. */
  readonly password_required: boolean;
  readonly run_as_owner: boolean;
  readonly origin: string;
  /** From PostgreSQL 17 on. */
  readonly failover: boolean;
}

interface SubscriptionAttributes extends Definition {
  readonly owner: string;
}

/** Options that an older server does not know, with what it does. */
const NEWER: Readonly<Record<string, string | boolean>> = {
  password_required: true,
  run_as_owner: false,
  origin: 'any',
  failover: false,
};

const OPTIONS = [
  'slot_name',
  'binary',
  'streaming',
  'synchronous_commit',
  'two_phase',
  'disable_on_error',
  'password_required',
  'run_as_owner',
  'origin',
  'failover',
] as const;

/**
 * Only superusers may name the column in a query, so others must not find it in ours: the server puts the query
 * together where the role may run it. Hexadecimal, because XML would escape the text.
 */
const CONNECTION = `CASE WHEN pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')
        THEN pg_catalog.convert_from(pg_catalog.decode((pg_catalog.regexp_match(pg_catalog.query_to_xml(
          'SELECT pg_catalog.encode(pg_catalog.convert_to(subconninfo, ''UTF8''), ''hex'') AS c '
          'FROM pg_catalog.pg_subscription WHERE subconninfo !~* ''pass|secret|://[^/@]*:[^/@]*@'' AND oid = ' || s.oid,
          false, true, '')::text, '<c>([0-9a-f]*)</c>'))[1], 'hex'), 'UTF8') END`;

export const subscription: Kind<SubscriptionAttributes> = {
  name: 'subscription',
  label: { one: 'subscription', many: 'subscriptions' },
  catalog: 'pg_subscription',

  seldom: 'pg_catalog.pg_subscription',
  query: (version) => `
    SELECT s.oid, 0, s.subname, pg_catalog.pg_get_userbyid(s.subowner), pg_catalog.json_build_object(
      'connection', ${CONNECTION},
      'publications', (SELECT pg_catalog.json_agg(p ORDER BY p) FROM pg_catalog.unnest(s.subpublications) p),
      'enabled', s.subenabled,
      'slot_name', s.subslotname,
      'binary', s.subbinary,
      'streaming', ${version >= 160000 ? "CASE s.substream WHEN 'f' THEN 'off' WHEN 't' THEN 'on' ELSE 'parallel' END" : "CASE WHEN s.substream THEN 'on' ELSE 'off' END"},
      'synchronous_commit', s.subsynccommit,
      'two_phase', s.subtwophasestate <> 'd',
      'disable_on_error', s.subdisableonerr,
      'password_required', ${version >= 160000 ? 's.subpasswordrequired' : 'true'},
      'run_as_owner', ${version >= 160000 ? 's.subrunasowner' : 'false'},
      'origin', ${version >= 160000 ? 's.suborigin' : "'any'"},
      'failover', ${version >= 170000 ? 's.subfailover' : 'false'})
    FROM pg_catalog.pg_subscription s
    WHERE s.oid >= ${FIRST_USER_OID} AND s.subdbid = (
      SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,

  read(row) {
    const name = text(row, 2);
    return {
      id: objectId('subscription', [name]),
      kind: 'subscription',
      schema: null,
      name,
      parents: [],
      attributes: { owner: text(row, 3), ...(JSON.parse(text(row, 4)) as Definition) },
      facts: {},
    };
  },

  address: ({ name }) => `SUBSCRIPTION ${ident(name)}`,
  claims: ({ name }) => [`subscription ${ident(name)}`],

  create: ({ id, name, attributes }) => {
    const options = OPTIONS.filter((option) => attributes[option] !== NEWER[option]);
    return [
      {
        sql:
          `CREATE SUBSCRIPTION ${ident(name)} CONNECTION ${literal(attributes.connection ?? 'host=fill-in')} ` +
          `PUBLICATION ${attributes.publications.map(ident).join(', ')} ` +
          `WITH (${['connect = false', ...options.map((option) => optionSql(option, attributes))].join(', ')})`,
        once: true,
        hazards: [
          hazard(
            'NEEDS_PERSON',
            id,
            `${attributes.connection === null ? 'its connection was not read: write it into the script, then ' : ''}enable the subscription and refresh it`,
          ),
        ],
      },
    ];
  },

  // A slot on the publisher cannot be dropped from within a transaction, and perhaps not from here at all.
  drop: ({ id, name, attributes: { slot_name: slot } }, context) => [
    ...(slot === null
      ? []
      : [
          { sql: `ALTER SUBSCRIPTION ${ident(name)} DISABLE`, once: true as const },
          {
            sql: `ALTER SUBSCRIPTION ${ident(name)} SET (slot_name = NONE)`,
            hazards: [hazard('NEEDS_PERSON', id, `the replication slot ${slot} stays on the publisher: drop it there`)],
          },
        ]),
    { sql: `DROP SUBSCRIPTION${ifExists(context)} ${ident(name)}` },
  ],

  alter(target, goal, changes) {
    const changed = new Set(changes.map(({ attribute }) => attribute));
    // Either cannot be changed, or not in a transaction.
    if (changed.has('two_phase') || changed.has('failover')) return 'replace';
    const { attributes } = goal;
    const alter = `ALTER SUBSCRIPTION ${ident(goal.name)}`;
    const options = OPTIONS.filter((option) => changed.has(option));
    const statements: Statement[] = [];
    // Known on both sides: what may hold a password is no news.
    if (changed.has('connection') && attributes.connection !== null && target.attributes.connection !== null) {
      statements.push({ sql: `${alter} CONNECTION ${literal(attributes.connection)}` });
    }
    if (changed.has('enabled') && !attributes.enabled) statements.push({ sql: `${alter} DISABLE` });
    if (changed.has('publications')) statements.push(setPublications(goal));
    if (options.length > 0) {
      statements.push({ sql: `${alter} SET (${options.map((option) => optionSql(option, attributes)).join(', ')})` });
    }
    if (changed.has('enabled') && attributes.enabled) statements.push({ sql: `${alter} ENABLE` });
    return { statements };
  },

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid ` +
    `WHERE d.datname = pg_catalog.current_database() AND s.subname = ${literal(name)} ` +
    `AND s.subenabled = ${String(attributes.enabled)} ` +
    `AND s.subpublications @> ARRAY[${attributes.publications.map(literal).join(', ')}]::text[])`,
};

/** Refreshing asks the publisher, which cannot be done within a transaction. */
function setPublications({ id, name, attributes }: CatalogObject<SubscriptionAttributes>): Statement {
  const list = attributes.publications.map(ident).join(', ');
  return {
    sql: `ALTER SUBSCRIPTION ${ident(name)} SET PUBLICATION ${list} WITH (refresh = false)`,
    hazards: [hazard('NEEDS_PERSON', id, `run ALTER SUBSCRIPTION ${ident(name)} REFRESH PUBLICATION afterwards`)],
  };
}

function optionSql(option: (typeof OPTIONS)[number], attributes: Definition): string {
  const value = attributes[option];
  if (value === null) return `${option} = NONE`;
  return `${option} = ${typeof value === 'string' ? literal(value) : String(value)}`;
}
