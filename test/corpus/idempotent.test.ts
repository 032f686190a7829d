import { majors } from '../support/shared-postgres';
import { testTrips } from './strategy-trips';

describe('the corpus, each script run twice', () => {
  testTrips('idempotent', Math.max(...majors), ['renames-that-swap-names', 'renames-whose-old-name-is-used-again']);
});
