import { connect } from '../environments/connection';
import type { Environment } from '../environments/environment';
import { redact } from '../environments/redact';
import type { Connection } from '../environments/session';
import type { Session } from './session';

/** Connects to a database that a command changes; what the server says goes to stderr. @throws EnvironmentError */
export function openForWriting(target: Environment, session: Session): Promise<Connection> {
  const { workspace, env, signal } = session;
  return connect(target, {
    readOnly: false,
    workspace,
    env,
    signal,
    onMessage: (message) => {
      session.say(redact(message));
    },
  });
}
