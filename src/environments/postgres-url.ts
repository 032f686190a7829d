import { parse } from 'pg-connection-string';

/** What a PostgreSQL URL says, before any default. */
export interface ParsedUrl {
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  /** What follows the question mark, such as `sslmode`. */
  readonly parameters: ReadonlyMap<string, string>;
}

const SCHEME = /^postgres(?:ql)?:\/\//i;
const DATABASE = /^[^/]*\/\/[^/]*\/(.*)$/;

/** Whether the text is a PostgreSQL URL that can be read. */
export function isPostgresUrl(text: string): boolean {
  return parsePostgresUrl(text) !== null;
}

/** The parts of a PostgreSQL URL, or null when the text is none. */
export function parsePostgresUrl(text: string): ParsedUrl | null {
  if (!SCHEME.test(text)) return null;
  const [address = '', query = ''] = text.split(/\?(.*)/s);
  // The driver's parser reads the address alone: of sslmode and its files it makes something else than libpq does.
  try {
    const { host, port, user, password } = parse(address);
    const database = decodeURIComponent(DATABASE.exec(address)?.[1] ?? '');
    const parameters = new Map(new URLSearchParams(query));
    return {
      host: parameters.get('host') ?? orNull(host),
      port: toPort(parameters.get('port') ?? port),
      user: parameters.get('user') ?? orNull(user),
      password: parameters.get('password') ?? orNull(password),
      database: parameters.get('dbname') ?? orNull(database),
      parameters,
    };
  } catch {
    return null;
  }
}

function orNull(value: string | null | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

function toPort(value: string | null | undefined): number | null {
  if (value === undefined || value === null || value === '') return null;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new RangeError('not a port');
  return port;
}
