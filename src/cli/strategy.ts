import type { Strategy } from '../engine/model';

/** The options that every command has which plans. */
export interface StrategyOptions {
  readonly online?: true;
}

/** In which way the command line wants to reach the goal. */
export function strategyOf({ online }: StrategyOptions): Partial<Strategy> {
  return { online: online === true };
}
