import { routineKind } from './shared/routines';

/** Plain and window functions; aggregates are a kind of their own. */
export const functionKind = routineKind('function', "'f', 'w'");
