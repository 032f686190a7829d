import { readFileSync } from 'node:fs';

/** A user that is not root. */
export interface UnprivilegedUser {
  uid: number;
  gid: number;
}

/**
 * Whom to run PostgreSQL as, because it refuses to run as root.
 * Out: nothing when we are not root ourselves; else the user `postgres`, `nobody`, or any other that the machine has.
 * Errors: when the machine has no user but root.
 */
export function unprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const user =
    users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody') ?? users.at(0);
  if (user === undefined) {
    throw new Error('PostgreSQL refuses to run as root, and /etc/passwd has no other user. Add one: useradd postgres');
  }
  return { uid: user.uid, gid: user.gid };
}
