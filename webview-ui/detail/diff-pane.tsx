import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Details } from '../../src/protocol/comparison';
import type { DiffView } from '../diff/diff-view';
import { provideWorker } from '../diff/worker';
import { Icon } from '../icon';
import type { Status } from '../list/rows';

/** Below this width two columns of SQL can't be read side by side. */
const SIDE_BY_SIDE_FROM = 720;

interface DiffPaneProps {
  readonly details: Details;
  readonly status: Status;
  readonly source: string;
  readonly target: string;
  readonly workerUrl: string;
}

/** The DDL on both sides. A side that does not have the object says so in words, and the other is colored whole. */
export function DiffPane({ details, status, source, target, workerUrl }: DiffPaneProps) {
  const container = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<DiffView>();
  const [problem, setProblem] = useState('');
  const [sideBySide, setSideBySide] = useState(true);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let opened: DiffView | undefined;
    let gone = false;
    provideWorker(workerUrl);
    // Monaco is large and the list is useful without it: it comes when the first difference is shown.
    import('../diff/diff-view').then(
      (loaded) => {
        if (gone) return;
        opened = new loaded.DiffView(element);
        setView(opened);
      },
      (error: unknown) => {
        setProblem(`The diff editor could not be loaded: ${String(error)}. Open the native diff instead.`);
      },
    );
    return () => {
      gone = true;
      opened?.dispose();
    };
  }, [workerUrl]);

  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setSideBySide(element.clientWidth >= SIDE_BY_SIDE_FROM);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  useLayoutEffect(() => view?.setSideBySide(sideBySide), [view, sideBySide]);

  useLayoutEffect(() => {
    view?.show({
      target: details.target,
      source: details.source,
      targetLabel: `${details.id} in ${target} (target)`,
      sourceLabel: `${details.id} in ${source} (source)`,
    });
  }, [view, details, source, target]);

  const absentFrom = status === 'missing' ? target : status === 'extra' ? source : undefined;
  return (
    <div class={`diff diff-${status} ${sideBySide ? 'diff-split' : 'diff-inline'}`}>
      <div class="diff-titles">
        <SideTitle sign="−" name={target} role="target" absent={status === 'missing'} />
        <SideTitle sign="+" name={source} role="source" absent={status === 'extra'} />
      </div>
      <div class="diff-body">
        <div class="diff-editor" ref={container} />
        {absentFrom !== undefined && sideBySide && (
          <div class="absent">
            <Icon name="circleSlash" />
            <p>
              Not in <strong>{absentFrom}</strong>
            </p>
          </div>
        )}
        {problem !== '' && (
          <p class="diff-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}

function SideTitle(side: { sign: string; name: string; role: string; absent: boolean }) {
  return (
    <div class={`diff-title diff-title-${side.role}`}>
      <span class="diff-sign" aria-hidden="true">
        {side.sign}
      </span>
      <strong>{side.name}</strong>
      <span class="faint">{side.absent ? `${side.role} · does not have it` : side.role}</span>
    </div>
  );
}
