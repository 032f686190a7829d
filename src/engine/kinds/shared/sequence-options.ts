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

/** The options of an identity, which is of its column's type: where its own is another one, they come after. */
export function identityOptions(sequence: CatalogObject): string {
  return sequence.facts.own_type === true ? '' : sequenceOptions(sequence.attributes);
}

/** `ALTER SEQUENCE …` with every option. */
export function setOptions({ schema, name, attributes }: CatalogObject): string {
  const value = (option: string): string => textOf(attributes[option]);
  const usual = usualBounds(value('type'), value('increment'));
  return [
    `ALTER SEQUENCE ${qualified(schema, name)} AS ${value('type')} INCREMENT BY ${value('increment')}`,
    value('min') === usual.min ? 'NO MINVALUE' : `MINVALUE ${value('min')}`,
    value('max') === usual.max ? 'NO MAXVALUE' : `MAXVALUE ${value('max')}`,
    `START WITH ${value('start')} CACHE ${value('cache')} ${attributes.cycle === true ? 'CYCLE' : 'NO CYCLE'}`,
  ].join(' ');
}

/** What an identity that comes with its column or table lacks then. */
export function identityExtras(sequences: readonly CatalogObject[], isTableUnlogged: boolean): Statement[] {
  const ofOwnType = sequences.filter(({ kind, facts }) => kind === 'sequence' && facts.own_type === true);
  return [
    // CREATE TABLE … (LIKE … INCLUDING IDENTITY) makes such: every one of them is bigint.
    ...ofOwnType.map((sequence) => ({ sql: `${setOptions(sequence)} RESTART` })),
    ...persistenceStatements(sequences, isTableUnlogged),
  ];
}

/** A sequence is as its table when that creates it or changes; this makes it what it should be. */
export function persistenceStatements(sequences: readonly CatalogObject[], isTableUnlogged: boolean): Statement[] {
  return sequences
    .filter(({ kind, attributes }) => kind === 'sequence' && attributes.unlogged !== isTableUnlogged)
    .map(({ schema, name, attributes }) => ({
      sql: `ALTER SEQUENCE ${qualified(schema, name)} SET ${attributes.unlogged === true ? 'UNLOGGED' : 'LOGGED'}`,
    }));
}
