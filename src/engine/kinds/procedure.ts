import { routineKind } from './shared/routines';

export const procedure = routineKind('procedure', "'p'");
