import type { CatalogObject, Value } from '../../engine/model';

/**
 * The one line beside an object's name: a column's type, a constraint's or an index's definition, a function's
 * arguments. Empty where the name says it all.
 */
export function detailOf({ kind, schema, attributes, facts, id, name }: CatalogObject): string {
  switch (kind) {
    case 'column':
      // What a column inherits is its parent's business, and only a fact here.
      return join([
        typeName(attributes.type ?? facts.type, schema),
        attributes.not_null === true ? 'not null' : '',
        (attributes.identity ?? null) === null ? '' : 'identity',
        (attributes.generated ?? null) === null ? '' : 'generated',
      ]);
    case 'index':
      return shorten(afterWord(text(attributes.definition), 'USING'));
    case 'constraint':
      return shorten(text(attributes.definition));
    case 'policy':
      return join([text(attributes.command), list(attributes.roles)]);
    case 'enum':
      return shorten(list(attributes.labels));
    case 'domain':
      return typeName(attributes.type, schema);
    case 'extension':
      return text(attributes.version);
    case 'trigger':
      return shorten(triggerDetail(text(attributes.definition)));
    case 'table':
      return join([
        attributes.row_security === true ? 'RLS' : '',
        attributes.partition_bound == null ? '' : text(attributes.partition_bound),
        rows(facts.rows),
      ]);
    default:
      return signature(id, name);
  }
}

const LONGEST = 80;

function shorten(line: string): string {
  const flat = line.replaceAll(/\s+/g, ' ').trim();
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}…` : flat;
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A type of the same schema needs no qualification. */
function typeName(value: Value | undefined, schema: string | null): string {
  const name = text(value);
  return schema !== null && name.startsWith(`${schema}.`) ? name.slice(schema.length + 1) : name;
}

function list(value: Value | undefined): string {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(', ') : text(value);
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** `CREATE INDEX i ON t USING btree (a)` without what the tree already says. */
function afterWord(definition: string, word: string): string {
  const at = definition.indexOf(` ${word} `);
  const isUnique = /^CREATE UNIQUE /i.test(definition);
  return `${isUnique ? 'unique ' : ''}${at < 0 ? definition : definition.slice(at + word.length + 2)}`;
}

/** `BEFORE UPDATE` of a trigger's definition. */
function triggerDetail(definition: string): string {
  return /\b(?:BEFORE|AFTER|INSTEAD OF)\b.*?(?=\s+ON\s)/is.exec(definition)?.[0].toLowerCase() ?? '';
}

function rows(value: Value | undefined): string {
  return typeof value === 'number' && value > 0 ? `~${value.toLocaleString('en')} rows` : '';
}

/** What tells overloads apart: the arguments at the end of a function's identity. */
function signature(id: string, name: string): string {
  const at = id.indexOf('(', id.indexOf(name));
  return at < 0 ? '' : id.slice(at);
}
