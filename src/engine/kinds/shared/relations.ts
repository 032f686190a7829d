import type { Ignorable } from '../../ignorable';
import { textOf, type Attributes, type CatalogObject } from '../../model';
import { ident, literal, qualified } from '../../quote';
import { arrayItems } from '../../grants';

/** Tables, views, sequences and indexes share one namespace; those with rows have a type of the same name. */
export function relationClaims({ schema, name }: CatalogObject): readonly string[] {
  return [`relation ${qualified(schema, name)}`, `type ${qualified(schema, name)}`];
}

/** A condition that some relation of these kinds has that name; more conditions may speak of `pg_class c`. */
export function relationExists({ schema, name }: CatalogObject, relkinds: string, more = ''): string {
  return (
    `EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relname = ${literal(name)} ` +
    `AND c.relnamespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))}) AND c.relkind IN (${relkinds})${more})`
  );
}

const SQL_NAMES = new WeakMap<CatalogObject, string>();

/** A relation's name as SQL; one text for all that stands on it. */
export function sqlName(relation: CatalogObject): string {
  const known = SQL_NAMES.get(relation);
  if (known !== undefined) return known;
  const name = qualified(relation.schema, relation.name);
  SQL_NAMES.set(relation, name);
  return name;
}

/** The name of the table that a child such as a trigger stands on, as SQL; kept in the child's facts. */
export function tableOf(child: CatalogObject): string {
  return textOf(child.facts.table);
}

const NO_OPTIONS: Readonly<Record<string, string>> = Object.freeze({});

/** `{fillfactor=70,autovacuum_enabled=false}` → name → value. */
export function readOptions(reloptions: string | null | undefined): Readonly<Record<string, string>> {
  if (reloptions == null) return NO_OPTIONS;
  const options: Record<string, string> = {};
  for (const item of arrayItems(reloptions)) {
    const at = item.indexOf('=');
    options[item.slice(0, at)] = item.slice(at + 1);
  }
  return options;
}

/** ` WITH (fillfactor='70')`, or nothing. */
export function withOptions(options: Readonly<Record<string, string>>): string {
  const list = Object.entries(options).map(([name, value]) => `${optionName(name)}=${optionValue(value)}`);
  return list.length === 0 ? '' : ` WITH (${list.join(', ')})`;
}

/** What goes behind ALTER TABLE, ALTER VIEW or ALTER INDEX to get from some options to others. */
export function optionChanges(
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): readonly string[] {
  const set = Object.entries(to).filter(([name, value]) => from[name] !== value);
  const reset = Object.keys(from).filter((name) => !(name in to));
  return [
    ...(set.length
      ? [`SET (${set.map(([name, value]) => `${optionName(name)}=${optionValue(value)}`).join(', ')})`]
      : []),
    ...(reset.length ? [`RESET (${reset.map(optionName).join(', ')})`] : []),
  ];
}

/** Options of a TOAST table are written `toast.name`. */
function optionName(name: string): string {
  return name.split('.').map(ident).join('.');
}

function optionValue(value: string): string {
  return /^(true|false|-?\d+(\.\d+)?|[a-z_]+)$/.test(value) ? value : literal(value);
}

/** What an ignored tablespace means for whatever lies in one. */
export function withoutTablespace<A extends Attributes & { readonly tablespace: string | null }>(
  object: CatalogObject<A>,
  what: Ignorable,
): CatalogObject<A> {
  return what === 'tablespace' ? { ...object, attributes: { ...object.attributes, tablespace: null } } : object;
}
