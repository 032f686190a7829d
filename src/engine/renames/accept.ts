import { FACETS } from '../facets';
import { hazard } from '../hazards';
import type { Attributes, Catalog, CatalogObject, Change, Hazard, ObjectId, Rename, Step, Value } from '../model';
import { dependentsOf } from '../dependents';
import { ident } from '../quote';
import { kindOf } from '../registry';
import { findMember } from './identities';
import { eachText, isSameAfterRenames, mayHold, mentions, withName, type ChangedName } from './names';
import { named, renameIn } from './rename-in';

/** A rename that cannot be done as it was asked for. */
export class RenameRefused extends Error {
  constructor({ from, to }: Rename, reason: string) {
    super(`${from} cannot be renamed to ${to}: ${reason}`);
    this.name = 'RenameRefused';
  }
}

/**
 * The target as it is after these renames and after those that follow from them, such as that of a primary key called
 * after its table. What still differs from the source is left to be compared and planned as ever; `renames` of the
 * result holds the steps.
 * @param source what the renames lead to
 * @throws RenameRefused
 */
export function acceptRenames(source: Catalog, target: Catalog, renames: readonly Rename[]): Catalog {
  if (renames.length === 0) return target;
  const work = new Renaming(source, target);
  work.carryOut(renames);
  work.follow();
  return work.result();
}

class Renaming {
  #catalog: Catalog;
  readonly #steps: Step[] = [];
  /** By identity as it was. */
  readonly #names = new Map<ObjectId, ChangedName>();
  readonly #claimed: ReadonlySet<string>;
  /** Identities as they were → as they are by now. */
  readonly #now: Map<ObjectId, ObjectId>;
  readonly #was: Map<ObjectId, ObjectId>;
  /** By identity as it was: what renames may show in. */
  readonly #touched = new Set<ObjectId>();
  readonly #changes = new Map<ObjectId, Change[]>();
  readonly #movedAway: ObjectId[] = [];
  #takeTurns = false;

  constructor(
    private readonly source: Catalog,
    private readonly before: Catalog,
  ) {
    this.#catalog = before;
    this.#now = new Map([...before.objects.keys()].map((id) => [id, id]));
    this.#was = new Map(this.#now);
    this.#claimed = new Set([...source.objects.values()].flatMap(claimsOf));
  }

  /** In an order in which each new name is free; where there is none, somebody gets out of the way first. */
  carryOut(renames: readonly Rename[]): void {
    const waiting = renames.filter((rename) => !this.#renameMember(rename));
    while (waiting.length > 0) {
      const done = waiting.findIndex(({ from, to }) => this.#now.get(from) === to);
      if (done >= 0) {
        waiting.splice(done, 1);
        continue;
      }
      const ready = waiting.flatMap((rename) => this.#ready(rename));
      const next = ready.find(({ object, after }) => this.#holders(object, after).length === 0) ?? ready[0];
      if (next === undefined) throw this.#refusal(waiting);
      for (const holder of this.#holders(next.object, next.after)) this.#moveAway(holder, next.rename, waiting);
      this.#rename(next.object, next.after.name);
      waiting.splice(waiting.indexOf(next.rename), 1);
    }
  }

  /** Keys, indexes and sequences called after what was renamed, where the source calls them so too. */
  follow(): void {
    const names = this.#changedNames();
    for (const was of [...this.#touched]) {
      const object = this.#current(was);
      const renaming = object && kindOf(object.kind).rename;
      if (object === undefined || renaming === undefined || object.parents.length === 0) continue;
      if (this.source.objects.has(object.id) || (renaming.alone === true && renaming.internal !== true)) continue;
      const after = namesLike(object.name, names)
        .map((name) => named(object, name, this.#catalog))
        .find((each) => this.#isAsWanted(object, each));
      if (after !== undefined && this.#holders(object, after).length === 0) this.#rename(object, after.name);
    }
  }

  result(): Catalog {
    const objects = new Map(this.#catalog.objects);
    for (const was of this.#touched) {
      const object = this.#current(was);
      if (object === undefined) continue;
      const changes = this.#changes.get(was);
      const attributes = this.#attributesAfter(object);
      objects.set(object.id, { ...object, attributes, ...(changes && { renamed: changes }) });
    }
    const idNow = (was: ObjectId): ObjectId => this.#now.get(was) ?? was;
    return {
      ...this.#catalog,
      objects,
      renames: {
        before: this.before,
        steps: this.#steps.map((step) => ({ ...step, difference: idNow(step.difference) })),
        formerIds: new Map([...this.#now].flatMap(([was, id]) => (was === id ? [] : [[id, was]]))),
        movedAway: this.#movedAway.map(idNow),
        takeTurns: this.#takeTurns,
      },
    };
  }

  /** What PostgreSQL writes with the new names, as far as that is sure; in doubt it is no longer what the source has. */
  #attributesAfter(object: CatalogObject): Attributes {
    const wanted = this.source.objects.get(object.id);
    if (wanted === undefined) return object.attributes;
    const names = this.#changedNames();
    const usesTheSame = this.#usesTheSame(object.id);
    const after = Object.entries(object.attributes).map(([name, value]): [string, Value] => {
      if (FACETS.has(name)) return [name, value];
      const other = wanted.attributes[name] ?? null;
      if (usesTheSame && isSameAfterRenames(value, other, names)) return [name, other];
      const isAsItWas = JSON.stringify(value) === JSON.stringify(other);
      return [name, isAsItWas ? eachText(value, (text) => withNewNames(text, names)) : value];
    });
    return Object.fromEntries(after);
  }

  /** A name may mean something else on the other side: then the object uses something else there. */
  #usesTheSame(id: ObjectId): boolean {
    const [has, wants] = [this.#catalog.dependencies.get(id) ?? [], this.source.dependencies.get(id) ?? []];
    return has.length === wants.length && new Set([...has, ...wants]).size === has.length;
  }

  #changedNames(): ChangedName[] {
    return [...this.#names].map(([was, name]) => {
      const object = this.#current(was);
      const before = object && named(object, name.from, this.#catalog);
      const isReused = before !== undefined && claimsOf(before).some((claim) => this.#claimed.has(claim));
      return { ...name, isReused: name.isReused || isReused };
    });
  }

  #current(was: ObjectId): CatalogObject | undefined {
    return this.#catalog.objects.get(this.#now.get(was) ?? '');
  }

  #wasOf({ id }: CatalogObject): ObjectId {
    return this.#was.get(id) ?? id;
  }

  /** True when the rename was that of a name inside an object, and is done. */
  #renameMember(rename: Rename): boolean {
    const member = findMember(this.before, rename.from);
    if (member === undefined) return false;
    const { members } = member;
    const owner = this.#current(member.owner.id) ?? member.owner;
    const wanted = findMember(this.source, rename.to);
    if (wanted === undefined) throw new RenameRefused(rename, 'the source has no such name');
    const to = wanted.name;
    if (members.names(owner).includes(to)) throw new RenameRefused(rename, 'the target has that name already');
    const after = members.renamed(owner, member.name, to);
    const { attribute } = members;
    this.#note(member.owner.id, attribute, after.attributes[attribute] ?? null, owner.attributes[attribute] ?? null);
    this.#addStep(owner, members.sql(owner, member.name, to), this.#clientHazards(owner, member.name));
    const labelOf = members.labelOf?.(owner);
    const isReused = members.names(wanted.owner).includes(member.name);
    if (labelOf !== undefined) this.#names.set(rename.from, { from: member.name, to, written: { labelOf }, isReused });
    this.#touch([owner.id, ...dependentsOf(this.#catalog)(owner.id)]);
    this.#catalog = { ...this.#catalog, objects: new Map(this.#catalog.objects).set(after.id, after) };
    for (const along of members.along?.(after, member.name, this.#catalog) ?? []) this.#rename(along, to, []);
    return true;
  }

  /** What can be renamed now; nothing while the object's parent waits for its own new name. */
  #ready(rename: Rename): { rename: Rename; object: CatalogObject; after: CatalogObject }[] {
    const object = this.#current(rename.from);
    const wanted = this.source.objects.get(rename.to);
    if (object === undefined || wanted === undefined || kindOf(object.kind).rename === undefined) return [];
    const reason = kindOf(object.kind).rename?.refused?.(object, this.#catalog);
    if (reason !== undefined) throw new RenameRefused(rename, reason);
    const after = named(object, wanted.name, this.#catalog);
    return after.id === rename.to && object.id !== rename.to ? [{ rename, object, after }] : [];
  }

  #refusal([rename = { from: '', to: '' }]: readonly Rename[]): RenameRefused {
    const object = this.before.objects.get(rename.from);
    const wanted = this.source.objects.get(rename.to);
    if (object === undefined) return new RenameRefused(rename, 'the target has no such object');
    if (wanted === undefined) return new RenameRefused(rename, 'the source has no such object');
    const { rename: renaming, label } = kindOf(object.kind);
    if (renaming === undefined) return new RenameRefused(rename, `a ${label.one} cannot be renamed`);
    return new RenameRefused(rename, 'a rename changes nothing but the last part of a name');
  }

  /** Who has what the object is to be called. */
  #holders(object: CatalogObject, after: CatalogObject): CatalogObject[] {
    const own = new Set(claimsOf(object));
    const wanted = new Set(claimsOf(after).filter((claim) => !own.has(claim)));
    return [...this.#catalog.objects.values()].filter(
      (each) => each !== object && claimsOf(each).some((claim) => wanted.has(claim)),
    );
  }

  #moveAway(holder: CatalogObject, rename: Rename, waiting: readonly Rename[]): void {
    const was = this.#wasOf(holder);
    const isWaiting = waiting.some(({ from }) => from === was);
    if (!isWaiting && this.source.objects.has(holder.id)) throw new RenameRefused(rename, `${was} has that name`);
    if (kindOf(holder.kind).rename === undefined)
      throw new RenameRefused(rename, `${was} has that name; drop it first`);
    this.#rename(holder, `schema_drift_moved_${this.#steps.length + 1}`);
    if (!isWaiting) this.#movedAway.push(was);
    this.#takeTurns = true;
  }

  /** @param statements nothing where another rename brings it along */
  #rename(object: CatalogObject, name: string, statements = [renameSql(object, name)]): void {
    const renaming = kindOf(object.kind).rename;
    const was = this.#wasOf(object);
    const from = this.before.objects.get(was)?.name ?? object.name;
    // Nobody knows a name for the time being.
    const isUnknown = renaming?.internal === true || object.name !== from;
    for (const sql of statements) this.#addStep(object, sql, isUnknown ? [] : this.#clientHazards(object, from));
    const isAlone = renaming?.alone === true || object.schema === null;
    this.#names.set(was, { from, to: name, written: isAlone ? 'alone' : { schema: object.schema }, isReused: false });
    this.#note(was, 'name', name, from);
    const { catalog, ids, touched } = renameIn(this.#catalog, object, name);
    this.#touch(touched);
    this.#catalog = catalog;
    const moved = [...ids].map(([before, id]) => [this.#was.get(before) ?? before, id] as const);
    for (const before of ids.keys()) this.#was.delete(before);
    for (const [was, id] of moved) {
      this.#now.set(was, id);
      this.#was.set(id, was);
    }
  }

  /** By identities of now. */
  #touch(ids: Iterable<ObjectId>): void {
    for (const id of ids) this.#touched.add(this.#was.get(id) ?? id);
  }

  #note(was: ObjectId, attribute: string, source: Value, target: Value): void {
    const known = this.#changes.get(was) ?? [];
    const first = known.find((change) => change.attribute === attribute)?.target ?? target;
    const others = known.filter((change) => change.attribute !== attribute);
    this.#changes.set(was, [...others, { attribute, source, target: first }]);
  }

  #addStep(object: CatalogObject, sql: string, hazards: readonly Hazard[]): void {
    const was = this.#wasOf(object);
    this.#steps.push({
      object: was,
      action: 'alter',
      difference: was,
      statements: [sql],
      hazards,
      commitAfter: false,
      inTransaction: true,
    });
  }

  #clientHazards(object: CatalogObject, name: string): Hazard[] {
    const was = this.#wasOf(object);
    return [
      hazard('BREAKS_CLIENTS', was, `clients that say ${name} fail`),
      ...[...this.#catalog.objects.values()]
        .filter((each) => this.#staysWith(name, each, object))
        .map(({ id }) => hazard('UNTRACKED_DEPENDENCY', id, `may mean ${was} where it says ${name}`)),
    ];
  }

  /** Whether PostgreSQL does not carry the name over in what the object will be. */
  #staysWith(name: string, { id, kind }: CatalogObject, renamed: CatalogObject): boolean {
    const user = this.source.objects.get(id);
    if (user === undefined || kindOf(kind).isOpaque?.(user) !== true) return false;
    const parent = this.#catalog.objects.get(renamed.parents[0] ?? '');
    const says = (word: string): boolean =>
      Object.values(user.attributes).some((value) => typeof value === 'string' && mentions(value, word));
    return says(name) && (parent === undefined || says(parent.name));
  }

  /** Whether the source has the object under that name, and otherwise as it is. */
  #isAsWanted(object: CatalogObject, after: CatalogObject): boolean {
    const wanted = this.source.objects.get(after.id);
    if (wanted?.kind !== object.kind || this.#catalog.objects.has(after.id)) return false;
    const own: ChangedName = { from: object.name, to: after.name, written: 'alone', isReused: false };
    const names = [...this.#changedNames(), own];
    return Object.entries(after.attributes).every(
      ([name, value]) => FACETS.has(name) || isSameAfterRenames(value, wanted.attributes[name] ?? null, names),
    );
  }
}

function renameSql(object: CatalogObject, name: string): string {
  const kind = kindOf(object.kind);
  return kind.rename?.sql?.(object, name) ?? `ALTER ${kind.address(object)} RENAME TO ${ident(name)}`;
}

function claimsOf(object: CatalogObject): readonly string[] {
  return [object.id, ...(kindOf(object.kind).claims?.(object) ?? [])];
}

/** The text with the first of the names that it has replaced: not what PostgreSQL writes, but not what it was either. */
function withNewNames(text: string, names: readonly ChangedName[]): string {
  if (!mayHold(text, names)) return text;
  const texts = names.map(({ from, to }) => withName(text, ident(from), ident(to)));
  return texts.find((each) => each !== text) ?? text;
}

/** The name with the old names inside it replaced by the new: `users_id_seq` becomes `people_id_seq`. */
function namesLike(name: string, names: readonly ChangedName[]): readonly string[] {
  const variants = new Set([name]);
  for (const { from, to } of names) for (const variant of [...variants]) variants.add(variant.replace(from, () => to));
  variants.delete(name);
  return [...variants];
}
