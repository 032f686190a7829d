import { extract } from '@supabase/pg-delta/extract';
import { plan } from '@supabase/pg-delta/plan';
import { Pool } from 'pg';
import { serve } from './child';

serve({
  plan: async (source, target) => {
    const pools = [
      new Pool({ connectionString: source, max: 1 }),
      new Pool({ connectionString: target, max: 1 }),
    ] as const;
    const [wanted, actual] = await Promise.all([extract(pools[0]), extract(pools[1])]);
    plan(actual.factBase, wanted.factBase);
    await Promise.all(pools.map((pool) => pool.end()));
    return {};
  },
});
