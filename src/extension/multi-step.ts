import { type Disposable, l10n, QuickInputButtons, type QuickPickItem, window } from 'vscode';

/** The answer to a step: what the person chose, or that they went back. */
export type Answer<T> = { readonly value: T } | 'back';

/** Thrown when a person leaves a dialog. Nothing to report. */
export class Dismissed extends Error {
  override readonly name = 'AbortError';
}

interface Frame {
  readonly title: string;
  readonly step: number;
  readonly total: number;
}

/** Lets a person choose one of some items. Throws Dismissed. */
export async function choose<T extends QuickPickItem>(
  frame: Frame,
  placeholder: string,
  items: readonly T[],
  active?: T,
): Promise<Answer<T>> {
  const input = window.createQuickPick<T>();
  input.items = items;
  input.placeholder = placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  if (active !== undefined) input.activeItems = [active];
  return show(input, frame, (resolve) => [
    input.onDidAccept(() => {
      const [item] = input.selectedItems;
      if (item !== undefined) resolve({ value: item });
    }),
  ]);
}

/** Lets a person type a text. The check gives what is wrong with it. Throws Dismissed. */
export async function type(
  frame: Frame,
  prompt: string,
  options: {
    readonly value?: string;
    readonly placeholder?: string;
    readonly password?: boolean;
    check(text: string): string | undefined | Promise<string | undefined>;
  },
): Promise<Answer<string>> {
  const input = window.createInputBox();
  input.prompt = prompt;
  input.value = options.value ?? '';
  input.placeholder = options.placeholder;
  input.password = options.password ?? false;
  let newest = 0;
  const check = async (text: string): Promise<boolean> => {
    const mine = ++newest;
    const problem = await options.check(text);
    if (mine === newest) input.validationMessage = problem;
    return problem === undefined;
  };
  return show(input, frame, (resolve) => [
    input.onDidChangeValue((text) => void check(text)),
    input.onDidAccept(async () => {
      const text = input.value;
      if (await check(text)) resolve({ value: text });
    }),
  ]);
}

type Input = ReturnType<typeof window.createInputBox> | ReturnType<typeof window.createQuickPick>;

async function show<T>(
  input: Input,
  { title, step, total }: Frame,
  listen: (resolve: (answer: Answer<T>) => void) => Disposable[],
): Promise<Answer<T>> {
  input.title = title;
  input.step = step;
  input.totalSteps = total;
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [QuickInputButtons.Back] : [];
  const listeners: Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve, reject) => {
      listeners.push(
        ...listen(resolve),
        input.onDidTriggerButton((button) => {
          if (button === QuickInputButtons.Back) resolve('back');
        }),
        input.onDidHide(() => {
          reject(new Dismissed(l10n.t('Dismissed.')));
        }),
      );
      input.show();
    });
  } finally {
    for (const each of listeners) each.dispose();
    input.dispose();
  }
}

/** One step of a dialog: changes the answers so far, and says where to go. */
export type Step<S> = (answers: S, step: number) => Promise<'next' | 'back'>;

/** Goes through steps in order, and back where the person wants. Throws Dismissed. */
export async function inSteps<S>(answers: S, steps: readonly Step<S>[]): Promise<S> {
  for (let at = 0; at < steps.length;) {
    const step = steps[at];
    if (step === undefined) break;
    at += (await step(answers, at + 1)) === 'next' ? 1 : -1;
    if (at < 0) throw new Dismissed(l10n.t('Dismissed.'));
  }
  return answers;
}
