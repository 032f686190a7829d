import { plan } from '../../engine/plan';
import { proofText } from '../../reports/proof-text';
import { compareEnvironments, isIncomplete, type CompareOptions } from '../compare-environments';
import { proofOf, type ProofOptions } from '../proving';
import { strategyOf, type StrategyOptions } from '../strategy';
import type { ExitCode, Session } from '../session';

export interface ProveOptions extends CompareOptions, StrategyOptions, ProofOptions {
  readonly format: 'text' | 'json';
}

/** Runs the plan on a scratch copy of the target's schema, prints whether it leads to the source's. */
export async function prove(options: ProveOptions, session: Session): Promise<ExitCode> {
  const compared = await compareEnvironments(options, session);
  const planned = plan(compared.drift, { strategy: strategyOf(options) });
  const proof = await proofOf(compared, planned, undefined, options, session);
  await session.result(
    options.format === 'json' ? JSON.stringify(proof, null, 2) : proofText(proof, { color: session.color }),
  );
  if (proof.outcome === 'not proved') return 1;
  return isIncomplete(compared.drift) ? 2 : 0;
}
