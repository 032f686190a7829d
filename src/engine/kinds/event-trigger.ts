import type { Kind, Statement } from '../kind';
import type { Attributes, CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { letterOf, stateOf } from './shared/enabled';
import { ifExists } from './shared/run-again';

interface EventTriggerAttributes extends Attributes {
  readonly owner: string;
  readonly event: string;
  readonly tags: readonly string[];
  readonly function: string;
  readonly state: string;
}

export const eventTrigger: Kind<EventTriggerAttributes> = {
  name: 'event_trigger',
  label: { one: 'event trigger', many: 'event triggers' },
  catalog: 'pg_event_trigger',

  seldom: true,
  query: () => `
    SELECT e.oid, 0, e.evtname, pg_catalog.pg_get_userbyid(e.evtowner), e.evtevent, pg_catalog.array_to_json(e.evttags),
      pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname), e.evtenabled
    FROM pg_catalog.pg_event_trigger e JOIN pg_catalog.pg_proc p ON p.oid = e.evtfoid
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE e.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    return {
      id: objectId('event_trigger', [name]),
      kind: 'event_trigger',
      schema: null,
      name,
      parents: [],
      attributes: {
        owner: text(row, 3),
        event: text(row, 4),
        tags: (JSON.parse(row[5] ?? '[]') as string[]).sort(),
        function: text(row, 6),
        state: stateOf(text(row, 7)),
      },
      facts: { tags: JSON.parse(row[5] ?? '[]') as string[] },
    };
  },

  address: ({ name }) => `EVENT TRIGGER ${ident(name)}`,
  claims: ({ name }) => [`event trigger ${ident(name)}`],
  create: (object) => {
    const { event } = object.attributes;
    // Their order means nothing, but is kept.
    const tags = object.facts.tags as readonly string[];
    const when = tags.length === 0 ? '' : ` WHEN TAG IN (${tags.map(literal).join(', ')})`;
    return [
      {
        sql: `CREATE EVENT TRIGGER ${ident(object.name)} ON ${event}${when} EXECUTE FUNCTION ${object.attributes.function}()`,
        once: true,
      },
      ...(object.attributes.state === 'ENABLE' ? [] : [state(object)]),
    ];
  },
  drop: ({ name }, context) => [{ sql: `DROP EVENT TRIGGER${ifExists(context)} ${ident(name)}` }],
  alter: (_target, goal, changes) =>
    changes.some(({ attribute }) => attribute !== 'state') ? 'replace' : { statements: [state(goal)] },
  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = ${literal(name)} ` +
    `AND evtevent = ${literal(attributes.event)} AND evtenabled = ${literal(letterOf(attributes.state))})`,
};

function state({ name, attributes }: CatalogObject<EventTriggerAttributes>): Statement {
  return { sql: `ALTER EVENT TRIGGER ${ident(name)} ${attributes.state}` };
}
