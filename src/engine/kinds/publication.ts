import { hazard } from '../hazards';
import type { Kind } from '../kind';
import { textOf, type Attributes } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { isPublishable } from './shared/publication-member';
import { ifExists } from './shared/run-again';

interface Options {
  /** Some of insert, update, delete, truncate. */
  readonly publish: readonly string[];
  readonly via_partition_root: boolean;
  /** `none` before PostgreSQL 18, which has the choice. */
  readonly generated_columns: 'none' | 'stored';
}

interface Definition extends Options, Attributes {
  readonly all_tables: boolean;
}

interface PublicationAttributes extends Definition {
  readonly owner: string;
}

/** Its tables and schemas are parts of their own: see publication-table.ts and publication-schema.ts. */
export const publication: Kind<PublicationAttributes> = {
  name: 'publication',
  label: { one: 'publication', many: 'publications' },
  catalog: 'pg_publication',

  seldom: true,
  query: (version) => `
    SELECT p.oid, 0, p.pubname, pg_catalog.pg_get_userbyid(p.pubowner), pg_catalog.json_build_object(
      'all_tables', p.puballtables,
      'publish', pg_catalog.array_to_json(pg_catalog.array_remove(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END,
        CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
        CASE WHEN p.pubtruncate THEN 'truncate' END], NULL)),
      'via_partition_root', p.pubviaroot,
      'generated_columns', ${version >= 180000 ? "CASE p.pubgencols WHEN 's' THEN 'stored' ELSE 'none' END" : "'none'"})
    FROM pg_catalog.pg_publication p WHERE p.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    return {
      id: objectId('publication', [name]),
      kind: 'publication',
      schema: null,
      name,
      parents: [],
      attributes: { owner: text(row, 3), ...(JSON.parse(text(row, 4)) as Definition) },
      facts: {},
    };
  },

  address: ({ name }) => `PUBLICATION ${ident(name)}`,
  claims: ({ name }) => [`publication ${ident(name)}`],
  absorbs: (_object, child) => child.kind === 'publication_table' || child.kind === 'publication_schema',

  create({ name, attributes }, context, absorbed) {
    const members = absorbed.filter((each) => isPublishable(each, context)).map((each) => textOf(each.facts.member));
    const what = attributes.all_tables ? ' FOR ALL TABLES' : members.length > 0 ? ` FOR ${members.join(', ')}` : '';
    const options = publishOptions(attributes, DEFAULTS);
    return [
      { sql: `CREATE PUBLICATION ${ident(name)}${what}${options === '' ? '' : ` WITH (${options})`}`, once: true },
    ];
  },
  drop: ({ id, name }, context) => [
    {
      sql: `DROP PUBLICATION${ifExists(context)} ${ident(name)}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'its subscribers get an error')],
    },
  ],

  alter: (target, goal, changes) =>
    changes.some(({ attribute }) => attribute === 'all_tables')
      ? 'replace'
      : {
          statements: [
            {
              sql: `ALTER PUBLICATION ${ident(goal.name)} SET (${publishOptions(goal.attributes, target.attributes)})`,
            },
          ],
        },

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = ${literal(name)} ` +
    `AND puballtables = ${String(attributes.all_tables)} AND pubviaroot = ${String(attributes.via_partition_root)} ` +
    `AND ARRAY[pubinsert, pubupdate, pubdelete, pubtruncate] = ` +
    `ARRAY[${DEFAULTS.publish.map((each) => String(attributes.publish.includes(each))).join(', ')}])`,
};

const DEFAULTS: Options = {
  publish: ['insert', 'update', 'delete', 'truncate'],
  via_partition_root: false,
  generated_columns: 'none',
};

/** What has to be said to get from some options to others. */
function publishOptions(to: Options, from: Options): string {
  return [
    ...(to.publish.join() === from.publish.join() ? [] : [`publish = ${literal(to.publish.join(', '))}`]),
    ...(to.via_partition_root === from.via_partition_root
      ? []
      : [`publish_via_partition_root = ${String(to.via_partition_root)}`]),
    ...(to.generated_columns === from.generated_columns ? [] : [`publish_generated_columns = ${to.generated_columns}`]),
  ].join(', ');
}
