/** The part of the module `pgpass` that is used; it brings no types. */
declare module 'pgpass' {
  /** Looks in libpq's password file, and calls back with undefined when it says nothing. */
  export default function pgpass(
    server: { host: string; port: number; database: string; user: string },
    callback: (password: string | undefined) => void,
  ): void;
}
