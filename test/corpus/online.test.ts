import { majors } from '../support/shared-postgres';
import { testTrips } from './strategy-trips';

describe('the corpus, online', () => {
  // Before PostgreSQL 18 there is more to work around.
  testTrips(
    'online',
    majors.toSorted((a, b) => a - b),
  );
});
