import { ownRows } from '../system-catalogs';
import { routineKind } from './shared/routines';

export const procedure = { ...routineKind('procedure', "'p'"), seldom: `${ownRows('pg_proc')} AND own.prokind = 'p'` };
