import { commands, l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { CommandId } from '../command-ids';
import type { ComparisonSession } from '../comparison';
import type { EnvironmentStore } from '../environment-store';
import type { ErrorReporter } from '../error-reporter';
import { choose, inSteps, type Step } from '../multi-step';
import type { Trust } from '../trust';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { environmentItem, requireEnvironments } from './environment-picker';
import { environmentArgument } from './node-argument';
import { HelpfulError } from '../helpful-error';

interface Sides {
  source?: string;
  target?: string;
}

interface PairItem extends QuickPickItem {
  readonly sides: Sides;
}

/** Compares two environments: those it is called with, else those that the person picks. */
export class CompareCommand {
  readonly #environments: EnvironmentStore;
  readonly #session: ComparisonSession;
  readonly #trust: Trust;
  readonly #reporter: ErrorReporter;

  constructor(environments: EnvironmentStore, session: ComparisonSession, trust: Trust, reporter: ErrorReporter) {
    this.#environments = environments;
    this.#session = session;
    this.#trust = trust;
    this.#reporter = reporter;
  }

  /** @param source @param target labels; the person picks what is absent */
  async run(source?: unknown, target?: unknown): Promise<void> {
    this.#trust.require();
    await this.#environments.ready();
    requireEnvironments(this.#environments, 2);
    const sides: Sides = {};
    const [from, to] = [source, target].map((each) => environmentArgument(this.#environments, each)?.label);
    if (from !== undefined) sides.source = from;
    if (to !== undefined) sides.target = to;
    const steps: Step<Sides>[] = [];
    if (sides.source === undefined && sides.target === undefined)
      steps.push((answers, step) => this.#pair(answers, step));
    else if (sides.source === undefined) steps.push((answers, step) => this.#source(answers, step));
    if (sides.target === undefined) steps.push((answers, step) => this.#target(answers, step));
    await this.#compare(await inSteps(sides, steps));
  }

  /** Compares the same two again; those of the last time, in a new window. */
  async again(): Promise<void> {
    const { state } = this.#session;
    if (state.phase !== 'none') await this.#compare({ source: state.source.name, target: state.target.name });
    else await this.run(this.#session.lastPair?.source, this.#session.lastPair?.target);
  }

  async swap(): Promise<void> {
    const { state } = this.#session;
    if (state.phase === 'none')
      throw new HelpfulError(l10n.t('There is no comparison to swap. Compare two environments first.'));
    await this.#compare({ source: state.target.name, target: state.source.name });
  }

  async #compare({ source, target }: Sides): Promise<void> {
    this.#trust.require();
    await commands.executeCommand('schemaDrift.drift.focus', { preserveFocus: true });
    await this.#session.compare(source, target);
    if (this.#session.state.phase === 'failed') {
      this.#reporter.report(this.#session.error, {
        retry: () => commands.executeCommand(CommandId.Compare, source, target),
      });
    }
  }

  /** A pair that is ready to compare, or the source. */
  async #pair(answers: Sides, step: number): Promise<'next' | 'back'> {
    delete answers.source;
    delete answers.target;
    const pairs = this.#pairs();
    const answer = await choose(
      { title: l10n.t('Compare: source'), step, total: 2 },
      l10n.t('Which schema is right? The target is brought in line with it.'),
      [
        ...(pairs.length > 0 ? [separator(l10n.t('comparisons')), ...pairs, separator(l10n.t('source'))] : []),
        ...this.#items('source'),
      ],
    );
    if (answer === 'back') return 'back';
    Object.assign(answers, answer.value.sides);
    return 'next';
  }

  async #source(answers: Sides, step: number): Promise<'next' | 'back'> {
    const answer = await choose(
      { title: l10n.t('Compare: source'), step, total: 1 },
      l10n.t('Which schema is right? {0} is brought in line with it.', answers.target ?? ''),
      this.#items('source', answers.target),
    );
    if (answer === 'back') return 'back';
    Object.assign(answers, answer.value.sides);
    return 'next';
  }

  async #target(answers: Sides, step: number): Promise<'next' | 'back'> {
    // A whole pair was picked in the first step.
    if (answers.target !== undefined) return 'next';
    const answer = await choose(
      { title: l10n.t('Compare: target'), step, total: step },
      l10n.t('Which schema is to be brought in line with {0}?', answers.source ?? ''),
      this.#items('target', answers.source),
    );
    if (answer === 'back') return 'back';
    Object.assign(answers, answer.value.sides);
    return 'next';
  }

  #items(side: 'source' | 'target', except?: string): readonly PairItem[] {
    return this.#environments.environments
      .filter(({ label }) => label !== except)
      .map((environment) => ({ ...environmentItem(environment), sides: { [side]: environment.label } }));
  }

  /** The comparisons of schema-drift.json, and the last one. */
  #pairs(): readonly PairItem[] {
    const named = this.#environments.folders.flatMap(({ folder, configuration }) =>
      (configuration?.comparisons ?? []).map(({ name, source, target }) => ({
        name,
        source: this.#inFolder(folder.uri.toString(), source)?.label,
        target: this.#inFolder(folder.uri.toString(), target)?.label,
      })),
    );
    const last = this.#session.lastPair;
    const pairs = last === undefined ? named : [{ name: l10n.t('last time'), ...last }, ...named];
    const seen = new Set<string>();
    return pairs.flatMap(({ name, source, target }) => {
      if (source === undefined || target === undefined) return [];
      if (this.#environments.find(source) === undefined || this.#environments.find(target) === undefined) return [];
      const label = `${source} → ${target}`;
      if (seen.has(label)) return [];
      seen.add(label);
      return [
        {
          label,
          iconPath: new ThemeIcon('git-compare'),
          description: name,
          sides: { source, target },
        },
      ];
    });
  }

  #inFolder(folder: string, name: string): WorkspaceEnvironment | undefined {
    return this.#environments.environments.find(
      (each) => each.folder.uri.toString() === folder && each.environment.name === name,
    );
  }
}

function separator(label: string): PairItem {
  return { label, kind: QuickPickItemKind.Separator, sides: {} };
}
