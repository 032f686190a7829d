import { brokenProduction } from './broken-production/story';
import { oneServer } from './one-server/story';
import { productionAhead } from './production-ahead/story';
import type { Situation } from './situation';
import { unclearRepository } from './unclear-repository/story';

/** By the names of their folders. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'production-ahead': productionAhead,
  'unclear-repository': unclearRepository,
  'broken-production': brokenProduction,
  'one-server': oneServer,
};
