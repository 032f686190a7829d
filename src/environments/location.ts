import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { type Environment } from './environment';
import { EnvironmentError } from './errors';
import { isPostgresUrl } from './postgres-url';

export interface Surroundings {
  /** The folder that relative paths start from. */
  readonly workspace: string;
  /** Where `{env}` looks; this process's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The URL of a database, wherever it is kept. It can hold a password: never show it.
 * @throws EnvironmentError when the variable, the file or the key is missing, or its value is no PostgreSQL URL
 */
export async function databaseUrl(environment: Environment, surroundings: Surroundings): Promise<string> {
  const { name, location } = environment;
  if ('url' in location) return checked(name, location.url, 'its URL');
  if ('env' in location) {
    const value = (surroundings.env ?? process.env)[location.env];
    if (value !== undefined && value !== '') {
      return checked(name, value, `the environment variable ${location.env}`);
    }
    throw new EnvironmentError({
      reason: 'not-found',
      environment: name,
      message: `${name}: the environment variable ${location.env} is not set.`,
      hint: `Set ${location.env} to the PostgreSQL URL of ${name}, and start again from there so that it is seen.`,
    });
  }
  if ('file' in location) return urlFromFile(name, location.file, location.key, surroundings.workspace);
  throw new EnvironmentError({
    reason: 'config',
    environment: name,
    message: `${name} is a file, not a database.`,
    hint: 'Name a database: only a database can be connected to.',
  });
}

/** The absolute path of an environment that is a file. @throws EnvironmentError when it is a database */
export function filePath(environment: Environment, surroundings: Surroundings): string {
  if ('path' in environment.location) return path.resolve(surroundings.workspace, environment.location.path);
  throw new EnvironmentError({
    reason: 'config',
    environment: environment.name,
    message: `${environment.name} names no file.`,
    hint: 'Give it a "path" in schema-drift.json.',
  });
}

async function urlFromFile(name: string, file: string, key: string, workspace: string): Promise<string> {
  const absolute = path.resolve(workspace, file);
  let text: string;
  try {
    text = await readFile(absolute, 'utf8');
  } catch (error) {
    throw unreadableFile(name, file, error);
  }
  const value = parseDotenv(text)[key];
  if (value !== undefined && value !== '') return checked(name, value, `${key} in ${file}`);
  throw new EnvironmentError({
    reason: 'not-found',
    environment: name,
    message: `${name}: ${file} has no value for ${key}.`,
    hint: `Add a line ${key}=postgresql://user@host:5432/database to ${absolute}.`,
  });
}

function checked(environment: string, value: string, where: string): string {
  if (isPostgresUrl(value)) return value;
  throw new EnvironmentError({
    reason: 'config',
    environment,
    message: `${environment}: ${where} is not a PostgreSQL URL.`,
    hint: 'It must look like postgresql://user@host:5432/database; special characters of a password are percent-encoded (@ is %40, # is %23, / is %2F).',
  });
}

/** The error of a file that can't be read. In: the file as the person named it, and what the system said. */
export function unreadableFile(environment: string, file: string, error: unknown): EnvironmentError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  return new EnvironmentError({
    reason: missing ? 'not-found' : 'unreadable',
    environment,
    message: missing
      ? `${environment}: the file ${file} does not exist.`
      : `${environment}: the file ${file} can't be read (${code ?? String(error)}).`,
    hint: missing ? 'Check the path and its spelling.' : 'Check that it is a file and that you may read it.',
    code,
  });
}
