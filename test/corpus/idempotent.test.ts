import { majors } from '../support/shared-postgres';
import { testTrips } from './strategy-trips';

describe('the corpus, each script run twice', () => {
  testTrips(
    'idempotent',
    majors.toSorted((a, b) => b - a),
    ['renames-that-swap-names', 'renames-whose-old-name-is-used-again'],
  );
});
