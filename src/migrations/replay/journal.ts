import type { AddressedCatalog } from '../../engine/read';
import type { ObjectId } from '../../engine/model';
import { text, type Row } from '../../engine/reader';
import type { Connection } from '../../environments/session';
import { droppedId } from './dropped-id';

/** What one file did to the objects of the schema. */
export interface FileEffect {
  /** What the schema still has of what the file made. */
  readonly created: readonly ObjectId[];
  /** What was there before it and is still there. */
  readonly altered: readonly ObjectId[];
  readonly dropped: readonly ObjectId[];
}

/** Which file did what: `effects` by the number of the file, `origins` from an object to the number of its file. */
export interface Journal {
  readonly effects: ReadonlyMap<number, FileEffect>;
  readonly origins: ReadonlyMap<ObjectId, number>;
}

/**
 * Event triggers that note which file made, touched or dropped what, whatever role it takes and whatever triggers it
 * turns off. PostgreSQL reports a table without its columns, constraints and defaults: those are looked up.
 */
export const JOURNAL = `
CREATE SCHEMA schema_drift_replay;
CREATE TABLE schema_drift_replay.position (file integer NOT NULL);
INSERT INTO schema_drift_replay.position VALUES (0);
CREATE TABLE schema_drift_replay.made (
  classid oid, objid oid, objsubid integer, file integer NOT NULL, PRIMARY KEY (classid, objid, objsubid));
CREATE TABLE schema_drift_replay.touched (
  file integer, classid oid, objid oid, objsubid integer, PRIMARY KEY (file, classid, objid, objsubid));
CREATE TABLE schema_drift_replay.dropped (file integer, type text, names text[], arguments text[]);

CREATE FUNCTION schema_drift_replay.note_command() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
-- By index, so that it takes no longer when there are many tables.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  WITH here AS (SELECT file FROM schema_drift_replay.position),
  commands AS (
    SELECT DISTINCT classid, objid, objsubid FROM pg_event_trigger_ddl_commands()
    WHERE objid IS NOT NULL AND NOT in_extension),
  found AS (
    SELECT classid, objid, objsubid FROM commands
    UNION SELECT c.classid, c.objid, a.attnum FROM commands c JOIN pg_attribute a ON a.attrelid = c.objid
      WHERE c.classid = 'pg_class'::regclass AND a.attnum > 0 AND NOT a.attisdropped
    UNION SELECT 'pg_constraint'::regclass, k.oid, 0 FROM commands c JOIN pg_constraint k ON k.conrelid = c.objid
      WHERE c.classid = 'pg_class'::regclass
    UNION SELECT 'pg_constraint'::regclass, k.oid, 0 FROM commands c JOIN pg_constraint k ON k.contypid = c.objid
      WHERE c.classid = 'pg_type'::regclass
    UNION SELECT 'pg_attrdef'::regclass, d.oid, 0 FROM commands c JOIN pg_attrdef d ON d.adrelid = c.objid
      WHERE c.classid = 'pg_class'::regclass
    UNION SELECT 'pg_default_acl'::regclass, a.oid, 0 FROM pg_default_acl a
      WHERE tg_tag = 'ALTER DEFAULT PRIVILEGES'),
  new AS (
    INSERT INTO schema_drift_replay.made
    SELECT f.classid, f.objid, f.objsubid, here.file FROM found f, here ON CONFLICT DO NOTHING
    RETURNING classid, objid, objsubid)
  INSERT INTO schema_drift_replay.touched
  SELECT here.file, c.classid, c.objid, c.objsubid FROM commands c, here
  WHERE (c.classid, c.objid, c.objsubid) NOT IN (SELECT classid, objid, objsubid FROM new) ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION schema_drift_replay.note_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO schema_drift_replay.dropped
  SELECT p.file, d.object_type, d.address_names, d.address_args
  FROM pg_event_trigger_dropped_objects() d, schema_drift_replay.position p WHERE NOT d.is_temporary;
END $$;

CREATE EVENT TRIGGER schema_drift_replay_command ON ddl_command_end EXECUTE FUNCTION schema_drift_replay.note_command();
CREATE EVENT TRIGGER schema_drift_replay_drop ON sql_drop EXECUTE FUNCTION schema_drift_replay.note_drop();
ALTER EVENT TRIGGER schema_drift_replay_command ENABLE ALWAYS;
ALTER EVENT TRIGGER schema_drift_replay_drop ENABLE ALWAYS;
`;

/** From here on this file is at work. */
export function atFile(number: number): string {
  return `UPDATE schema_drift_replay.position SET file = ${number}`;
}

/** The number of the file that was at work last. */
export async function atWhichFile(session: Connection): Promise<number> {
  const [rows = []] = await session.query('SELECT file FROM schema_drift_replay.position');
  return Number(rows[0]?.[0]);
}

/** What the event triggers noted, as PostgreSQL has it. */
export interface Notes {
  readonly made: readonly Row[];
  readonly touched: readonly Row[];
  readonly dropped: readonly Row[];
}

/** Takes the event triggers and their notes out of the database, so that they are no part of its schema. */
export async function takeNotes(session: Connection): Promise<Notes> {
  const [, , made = [], touched = [], dropped = []] = await session.query(`
    DROP EVENT TRIGGER schema_drift_replay_command;
    DROP EVENT TRIGGER schema_drift_replay_drop;
    SELECT classid, objid, objsubid, file FROM schema_drift_replay.made;
    SELECT t.classid, t.objid, t.objsubid, t.file FROM schema_drift_replay.touched t
      JOIN schema_drift_replay.made m USING (classid, objid, objsubid) WHERE m.file < t.file;
    SELECT file, type, array_to_json(names), array_to_json(arguments) FROM schema_drift_replay.dropped;
    DROP SCHEMA schema_drift_replay CASCADE`);
  return { made, touched, dropped };
}

/** The notes in terms of objects. */
export function readJournal({ made, touched, dropped }: Notes, { catalog, idAt }: AddressedCatalog): Journal {
  const at = (row: Row): ObjectId | undefined => idAt(text(row, 0), text(row, 1), text(row, 2));
  const makers = new Map(made.flatMap((row) => pair(at(row), Number(text(row, 3)))));
  const origins = new Map<ObjectId, number>();
  const originOf = (id: ObjectId): number | undefined =>
    makers.get(id) ??
    catalog.objects
      .get(id)
      ?.parents.map(originOf)
      .find((each) => each !== undefined);
  for (const id of catalog.objects.keys()) {
    const file = originOf(id);
    if (file !== undefined) origins.set(id, file);
  }
  const effects = new Map<number, { created: ObjectId[]; altered: ObjectId[]; dropped: ObjectId[] }>();
  const effectOf = (file: number) => {
    const known = effects.get(file) ?? { created: [], altered: [], dropped: [] };
    effects.set(file, known);
    return known;
  };
  for (const [id, file] of origins) effectOf(file).created.push(id);
  for (const row of touched) {
    const id = at(row);
    if (id !== undefined) effectOf(Number(text(row, 3))).altered.push(id);
  }
  for (const row of dropped) {
    const id = droppedId(text(row, 1), JSON.parse(row[2] ?? '[]') as string[], JSON.parse(row[3] ?? '[]') as string[]);
    if (id !== null) effectOf(Number(text(row, 0))).dropped.push(id);
  }
  return { effects, origins };
}

function pair(id: ObjectId | undefined, file: number): readonly (readonly [ObjectId, number])[] {
  return id === undefined ? [] : [[id, file]];
}
