import type { CreatedExtension } from '../statement-kinds';
import { EMBEDDED_EXTENSIONS } from './extensions';
import type { Start } from './messages';

/** What takes the place of an extension that the embedded PostgreSQL does not have. */
interface StandIn {
  readonly comment: string;
  /** The schema that it insists on. */
  readonly schema?: string;
  /** What others refer to most; nothing of it does anything. */
  readonly sql: string;
}

const STAND_INS: Readonly<Record<string, StandIn>> = {
  http: {
    comment: 'HTTP client for PostgreSQL, allows web page retrieval inside the database.',
    sql: `
CREATE DOMAIN http_method AS text;
CREATE TYPE http_header AS (field varchar, value varchar);
CREATE TYPE http_request AS (
  method http_method, uri varchar, headers http_header[], content_type varchar, content varchar);
CREATE TYPE http_response AS (status integer, content_type varchar, headers http_header[], content varchar);
CREATE FUNCTION http(request http_request) RETURNS http_response LANGUAGE sql AS 'SELECT NULL::http_response';
CREATE FUNCTION http_get(uri varchar) RETURNS http_response LANGUAGE sql AS 'SELECT NULL::http_response';
CREATE FUNCTION http_post(uri varchar, content varchar, content_type varchar) RETURNS http_response
LANGUAGE sql AS 'SELECT NULL::http_response';
CREATE FUNCTION http_header(field varchar, value varchar) RETURNS http_header
LANGUAGE sql AS 'SELECT NULL::http_header';
CREATE FUNCTION http_set_curlopt(curlopt varchar, value varchar) RETURNS boolean LANGUAGE sql AS 'SELECT true';`,
  },
  moddatetime: {
    comment: 'functions for tracking last modification time',
    sql: `CREATE FUNCTION moddatetime() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';`,
  },
  pg_cron: {
    comment: 'Job scheduler for PostgreSQL',
    schema: 'pg_catalog',
    sql: `
CREATE SCHEMA cron;
CREATE TABLE cron.job (
  jobid bigserial PRIMARY KEY, schedule text NOT NULL, command text NOT NULL, nodename text, nodeport integer,
  database text, username text, active boolean NOT NULL DEFAULT true, jobname text);
CREATE TABLE cron.job_run_details (
  jobid bigint, runid bigserial PRIMARY KEY, job_pid integer, database text, username text, command text, status text,
  return_message text, start_time timestamptz, end_time timestamptz);
CREATE FUNCTION cron.schedule(schedule text, command text) RETURNS bigint LANGUAGE sql AS
  'INSERT INTO cron.job (schedule, command) VALUES (schedule, command) RETURNING jobid';
CREATE FUNCTION cron.schedule(job_name text, schedule text, command text) RETURNS bigint LANGUAGE sql AS
  'INSERT INTO cron.job (jobname, schedule, command) VALUES (job_name, schedule, command) RETURNING jobid';
CREATE FUNCTION cron.unschedule(job_id bigint) RETURNS boolean LANGUAGE sql AS
  'DELETE FROM cron.job WHERE jobid = job_id; SELECT true';
CREATE FUNCTION cron.unschedule(job_name text) RETURNS boolean LANGUAGE sql AS
  'DELETE FROM cron.job WHERE jobname = job_name; SELECT true';
CREATE FUNCTION cron.alter_job(
  job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL, database text DEFAULT NULL,
  username text DEFAULT NULL, active boolean DEFAULT NULL)
RETURNS void LANGUAGE sql AS '';`,
  },
  pg_graphql: {
    comment: 'pg_graphql: GraphQL support',
    schema: 'graphql',
    sql: `
CREATE FUNCTION graphql.resolve(
  query text, variables jsonb DEFAULT '{}', "operationName" text DEFAULT NULL, extensions jsonb DEFAULT NULL)
RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb';`,
  },
  pg_jsonschema: {
    comment: 'pg_jsonschema',
    sql: `
CREATE FUNCTION json_matches_schema(schema json, instance json) RETURNS boolean IMMUTABLE STRICT
LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION jsonb_matches_schema(schema json, instance jsonb) RETURNS boolean IMMUTABLE STRICT
LANGUAGE sql AS 'SELECT true';`,
  },
  pg_net: {
    comment: 'Async HTTP',
    sql: `
CREATE SCHEMA net;
CREATE FUNCTION net.http_get(
  url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}', timeout_milliseconds integer DEFAULT 5000)
RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION net.http_post(
  url text, body jsonb DEFAULT '{}', params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
  timeout_milliseconds integer DEFAULT 5000)
RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION net.http_delete(
  url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}', timeout_milliseconds integer DEFAULT 5000)
RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';`,
  },
  pgjwt: {
    comment: 'JSON Web Token API for Postgresql',
    sql: `
CREATE FUNCTION sign(payload json, secret text, algorithm text DEFAULT 'HS256') RETURNS text IMMUTABLE
LANGUAGE sql AS 'SELECT NULL::text';
CREATE FUNCTION verify(token text, secret text, algorithm text DEFAULT 'HS256')
RETURNS TABLE (header json, payload json, valid boolean) IMMUTABLE LANGUAGE sql AS 'SELECT NULL::json, NULL::json, false';`,
  },
  pgmq: {
    comment: 'A lightweight message queue. Like AWS SQS and RSMQ but on Postgres.',
    schema: 'pgmq',
    sql: `
CREATE TABLE pgmq.meta (
  queue_name varchar UNIQUE NOT NULL, is_partitioned boolean NOT NULL, is_unlogged boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now());
CREATE TYPE pgmq.message_record AS (
  msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb);
CREATE FUNCTION pgmq."create"(queue_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS pgmq.%I (msg_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    read_ct integer NOT NULL DEFAULT 0, enqueued_at timestamptz NOT NULL DEFAULT now(), vt timestamptz NOT NULL,
    message jsonb)', 'q_' || queue_name);
  EXECUTE format('CREATE TABLE IF NOT EXISTS pgmq.%I (msg_id bigint PRIMARY KEY, read_ct integer NOT NULL DEFAULT 0,
    enqueued_at timestamptz NOT NULL DEFAULT now(), archived_at timestamptz NOT NULL DEFAULT now(),
    vt timestamptz NOT NULL, message jsonb)', 'a_' || queue_name);
END $$;
CREATE FUNCTION pgmq.create_non_partitioned(queue_name text) RETURNS void LANGUAGE sql AS
  'SELECT pgmq."create"(queue_name)';
CREATE FUNCTION pgmq.create_unlogged(queue_name text) RETURNS void LANGUAGE sql AS 'SELECT pgmq."create"(queue_name)';
CREATE FUNCTION pgmq.drop_queue(queue_name text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('DROP TABLE IF EXISTS pgmq.%I, pgmq.%I', 'q_' || queue_name, 'a_' || queue_name);
  RETURN true;
END $$;
CREATE FUNCTION pgmq.send(queue_name text, msg jsonb, delay integer DEFAULT 0) RETURNS SETOF bigint
LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION pgmq.read(queue_name text, vt integer, qty integer) RETURNS SETOF pgmq.message_record
LANGUAGE sql AS 'SELECT NULL::pgmq.message_record';
CREATE FUNCTION pgmq.pop(queue_name text) RETURNS SETOF pgmq.message_record
LANGUAGE sql AS 'SELECT NULL::pgmq.message_record';
CREATE FUNCTION pgmq.archive(queue_name text, msg_id bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION pgmq."delete"(queue_name text, msg_id bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';`,
  },
  supabase_vault: {
    comment: 'Supabase Vault Extension',
    schema: 'vault',
    sql: `
CREATE TABLE vault.secrets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, description text NOT NULL DEFAULT '',
  secret text NOT NULL, key_id uuid, nonce bytea, created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now());
CREATE VIEW vault.decrypted_secrets AS
  SELECT id, name, description, secret, secret AS decrypted_secret, key_id, nonce, created_at, updated_at
  FROM vault.secrets;
CREATE FUNCTION vault.create_secret(
  new_secret text, new_name text DEFAULT NULL, new_description text DEFAULT '', new_key_id uuid DEFAULT NULL)
RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION vault.update_secret(
  secret_id uuid, new_secret text DEFAULT NULL, new_name text DEFAULT NULL, new_description text DEFAULT NULL,
  new_key_id uuid DEFAULT NULL)
RETURNS void LANGUAGE sql AS '';`,
  },
};

const ALWAYS_THERE = 'plpgsql';
const DEFAULT_VERSION = '1.0';

/** Those that the embedded PostgreSQL does not have, so that something else stands in for them. */
export function isStoodIn(extension: string): boolean {
  return extension !== ALWAYS_THERE && !Object.hasOwn(EMBEDDED_EXTENSIONS, extension);
}

/**
 * What makes CREATE EXTENSION work for an extension that the embedded PostgreSQL does not have: a few of its objects
 * where it is well known, else nothing but its name. In: all versions of it that are asked for.
 */
export function standInFiles(extension: CreatedExtension): Start['extensionFiles'] {
  const { name, version } = extension;
  const standIn = Object.hasOwn(STAND_INS, name) ? STAND_INS[name] : undefined;
  const control = [
    `default_version = '${DEFAULT_VERSION}'`,
    ...(standIn === undefined ? [] : [`comment = '${standIn.comment}'`]),
    ...(standIn?.schema === undefined ? [] : [`schema = '${standIn.schema}'`]),
    `relocatable = ${standIn === undefined}`,
  ];
  return [
    { name: `${name}.control`, text: `${control.join('\n')}\n` },
    { name: `${name}--${version ?? DEFAULT_VERSION}.sql`, text: standIn?.sql ?? '' },
  ];
}
