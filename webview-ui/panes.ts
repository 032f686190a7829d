/** The panes that F6 goes through, in order. Each is marked in the page with `data-pane`. */
const PANES = ['list', 'diff', 'plan'] as const;

export type Pane = (typeof PANES)[number];

/**
 * F6 and Shift+F6 go from pane to pane; Escape comes back to the list. They are caught before Monaco and before
 * VS Code, which would leave the tab.
 */
export function paneKeys(event: KeyboardEvent): void {
  const current = PANES.findIndex((pane) => paneElement(pane)?.contains(document.activeElement));
  if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
    if (cycle(current, event.shiftKey ? -1 : 1)) swallow(event);
  } else if (event.key === 'Escape' && current > 0 && !isWidgetOpen()) {
    if (focusPane('list')) swallow(event);
  }
}

/** What takes the keyboard in each pane. In the diff it is the source's side: Monaco always has that one. */
const KEYBOARD: Readonly<Record<Pane, string>> = {
  list: '[role="tree"]',
  diff: '.modified-in-monaco-diff-editor :is(.native-edit-context, textarea)',
  plan: ':is(input, button):not(:disabled)',
};

/** Puts the keyboard into a pane. False where the pane is not there. */
export function focusPane(pane: Pane): boolean {
  const target = paneElement(pane)?.querySelector<HTMLElement>(KEYBOARD[pane]);
  if (!target) return false;
  target.focus();
  return document.activeElement === target;
}

function cycle(current: number, step: 1 | -1): boolean {
  const start = current < 0 && step < 0 ? PANES.length : current;
  return PANES.some((_, tries) => {
    const pane = PANES[(start + step * (tries + 1) + 2 * PANES.length) % PANES.length];
    return pane !== undefined && focusPane(pane);
  });
}

function paneElement(pane: Pane): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
}

/** Escape belongs to Monaco's find widget while it is open. */
function isWidgetOpen(): boolean {
  return document.querySelector('.find-widget.visible') !== null;
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
