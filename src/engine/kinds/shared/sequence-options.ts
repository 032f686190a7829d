import type { Statement } from '../../kind';
import { textOf, type Attributes, type CatalogObject } from '../../model';
import { qualified } from '../../quote';

const LIMITS: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};

/** The smallest and largest value that a sequence of this type and direction has when nothing is said. */
export function usualBounds(type: string, increment: string): { min: string; max: string } {
  const [lowest, highest] = LIMITS[type] ?? ['', ''];
  return increment.startsWith('-') ? { min: lowest, max: '-1' } : { min: '1', max: highest };
}

/** ` INCREMENT BY 2 …`: every option that is not PostgreSQL's default. */
export function sequenceOptions(attributes: Attributes): string {
  const value = (name: string): string => textOf(attributes[name]);
  const usual = usualBounds(value('type'), value('increment'));
  const start = value('increment').startsWith('-') ? value('max') : value('min');
  return [
    value('increment') === '1' ? '' : ` INCREMENT BY ${value('increment')}`,
    value('min') === usual.min ? '' : ` MINVALUE ${value('min')}`,
    value('max') === usual.max ? '' : ` MAXVALUE ${value('max')}`,
    value('start') === start ? '' : ` START WITH ${value('start')}`,
    value('cache') === '1' ? '' : ` CACHE ${value('cache')}`,
    attributes.cycle === true ? ' CYCLE' : '',
  ].join('');
}

export function identityOptions(sequence: CatalogObject): string {
  return sequenceOptions(sequence.attributes);
}

/** A sequence is as its table when that creates it or changes; this makes it what it should be. */
export function persistenceStatements(sequences: readonly CatalogObject[], isTableUnlogged: boolean): Statement[] {
  return sequences
    .filter(({ kind, attributes }) => kind === 'sequence' && attributes.unlogged !== isTableUnlogged)
    .map(({ schema, name, attributes }) => ({
      sql: `ALTER SEQUENCE ${qualified(schema, name)} SET ${attributes.unlogged === true ? 'UNLOGGED' : 'LOGGED'}`,
    }));
}
