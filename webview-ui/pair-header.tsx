import type { ReviewedEnvironment } from '../src/protocol/comparison';
import { Icon } from './icon';

interface Pair {
  readonly source: ReviewedEnvironment;
  readonly target: ReviewedEnvironment;
}

/** Which environment is right, and which is to be changed. */
export function PairHeader({ source, target }: Pair) {
  return (
    <header class="pair">
      <h1>
        <EnvironmentName environment={source} side="source" />
        <EnvironmentName environment={target} side="target" />
      </h1>
    </header>
  );
}

function EnvironmentName(props: { readonly environment: ReviewedEnvironment; readonly side: 'source' | 'target' }) {
  const { environment, side } = props;
  const about = [
    side === 'source' ? 'source, is right' : 'target, will change',
    environment.kind === 'database' ? undefined : environment.kind,
    environment.serverVersion === null ? undefined : `PostgreSQL ${environment.serverVersion}`,
  ];
  return (
    <span class="environment">
      {side === 'target' && (
        <>
          <Icon name="arrowRight" />
          <span class="sr-only"> compared with </span>
        </>
      )}
      <span class="environment-name">{environment.name}</span>
      {environment.protected && (
        <span
          class={side === 'target' ? 'badge badge-danger' : 'badge'}
          title="Protected: it is never changed from here without its name typed"
        >
          <Icon name="lock" />
          protected
        </span>
      )}
      <span class="environment-about faint">{about.filter(Boolean).join(' · ')}</span>
    </span>
  );
}
