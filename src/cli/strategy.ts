import type { Strategy } from '../engine/model';

/** The options that every command has which plans. */
export interface StrategyOptions {
  readonly online?: true;
  readonly idempotent?: true;
}

/** In which way the command line wants to reach the goal. */
export function strategyOf({ online, idempotent }: StrategyOptions): Strategy {
  if (online) return 'online';
  return idempotent ? 'idempotent' : 'usual';
}
