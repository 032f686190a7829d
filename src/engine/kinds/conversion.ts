import type { Kind } from '../kind';
import type { Attributes } from '../model';
import { literal, qualified } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql, objectExists } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface ConversionAttributes extends Attributes {
  readonly owner: string;
  readonly from_encoding: string;
  readonly to_encoding: string;
  readonly function: string;
  readonly default: boolean;
}

export const conversion: Kind<ConversionAttributes> = {
  name: 'conversion',
  label: { one: 'conversion', many: 'conversions' },
  catalog: 'pg_conversion',

  seldom: true,
  query: () => `
    SELECT c.oid, 0, c.connamespace, c.conname, pg_catalog.pg_get_userbyid(c.conowner),
      pg_catalog.pg_encoding_to_char(c.conforencoding), pg_catalog.pg_encoding_to_char(c.contoencoding),
      ${nameSql('pg_proc', 'c.conproc')}, c.condefault
    FROM pg_catalog.pg_conversion c WHERE c.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    return {
      id: objectId('conversion', [schema, name]),
      kind: 'conversion',
      schema,
      name,
      parents: [],
      attributes: {
        owner: text(row, 4),
        from_encoding: text(row, 5),
        to_encoding: text(row, 6),
        function: text(row, 7),
        default: flag(row, 8),
      },
      facts: {},
    };
  },

  address: ({ schema, name }) => `CONVERSION ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`conversion ${qualified(schema, name)}`],
  create: ({ schema, name, attributes }) => [
    {
      sql:
        `CREATE ${attributes.default ? 'DEFAULT ' : ''}CONVERSION ${qualified(schema, name)} ` +
        `FOR ${literal(attributes.from_encoding)} TO ${literal(attributes.to_encoding)} FROM ${attributes.function}`,
      once: true,
    },
  ],
  drop: ({ schema, name }, context) => [{ sql: `DROP CONVERSION${ifExists(context)} ${qualified(schema, name)}` }],
  alter: () => 'replace',
  verify: (object) => objectExists('pg_conversion', object, `condefault = ${String(object.attributes.default)}`),
};
