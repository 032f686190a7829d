import { editor } from 'monaco-editor/editor/editor.api';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/diffEditor/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/languages/definitions/pgsql/register';
import { applyTheme, editorFont, onThemeChange } from './theme';

/** The two texts of a diff, and what screen readers call them. */
export interface DiffTexts {
  readonly target: string;
  readonly source: string;
  readonly targetLabel: string;
  readonly sourceLabel: string;
}

const LANGUAGE = 'pgsql';

/** A read-only Monaco diff in the theme of VS Code: the target as it is on the left, the source on the right. */
export class DiffView {
  readonly #editor: editor.IStandaloneDiffEditor;
  readonly #themeObserver: MutationObserver;

  constructor(container: HTMLElement) {
    applyTheme();
    this.#editor = editor.createDiffEditor(container, {
      ...editorFont(),
      readOnly: true,
      originalEditable: false,
      domReadOnly: true,
      automaticLayout: true,
      useInlineViewWhenSpaceIsLimited: false,
      enableSplitViewResizing: false,
      hideUnchangedRegions: { enabled: true, contextLineCount: 6, minimumLineCount: 6 },
      diffWordWrap: 'on',
      ignoreTrimWhitespace: false,
      renderOverviewRuler: false,
      overviewRulerLanes: 0,
      overviewRulerBorder: false,
      hideCursorInOverviewRuler: true,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderLineHighlight: 'none',
      contextmenu: false,
      folding: false,
      links: false,
      glyphMargin: false,
      lineNumbersMinChars: 3,
      padding: { top: 8, bottom: 8 },
      occurrencesHighlight: 'off',
      stickyScroll: { enabled: false },
      // Tab leaves the editor: nothing can be typed here.
      tabFocusMode: true,
      cursorSmoothCaretAnimation: 'off',
      smoothScrolling: false,
      accessibilitySupport: document.body.classList.contains('vscode-using-screen-reader') ? 'on' : 'auto',
    });
    this.#themeObserver = onThemeChange(() => {
      applyTheme();
      this.#editor.updateOptions(editorFont());
    });
  }

  /** Shows two texts. */
  show({ target, source, targetLabel, sourceLabel }: DiffTexts): void {
    const before = this.#editor.getModel();
    this.#editor.setModel({
      original: editor.createModel(target.trimEnd(), LANGUAGE),
      modified: editor.createModel(source.trimEnd(), LANGUAGE),
    });
    before?.original.dispose();
    before?.modified.dispose();
    this.#editor.getOriginalEditor().updateOptions({ ariaLabel: targetLabel });
    this.#editor.getModifiedEditor().updateOptions({ ariaLabel: sourceLabel });
  }

  /** Side by side where there is room, else one under the other. */
  setSideBySide(sideBySide: boolean): void {
    this.#editor.updateOptions({ renderSideBySide: sideBySide });
    // Monaco stops wrapping the left side when it hides it, and does not begin again when it shows it.
    if (sideBySide) this.#editor.getOriginalEditor().updateOptions({ wordWrapOverride2: 'inherit' });
  }

  focus(): void {
    this.#editor.getModifiedEditor().focus();
  }

  dispose(): void {
    this.#themeObserver.disconnect();
    const model = this.#editor.getModel();
    this.#editor.dispose();
    model?.original.dispose();
    model?.modified.dispose();
  }
}
