import { editor } from 'monaco-editor/editor/editor.api';

const NAME = 'vscode';
const PREFIX = '--vscode-';

type Base = 'vs' | 'vs-dark' | 'hc-black' | 'hc-light';

/**
 * Gives Monaco the editor's own colors. VS Code hands every color of its theme to a webview as a CSS variable, and
 * Monaco calls the same colors by the same names: `--vscode-diffEditor-border` is `diffEditor.border`.
 */
export function applyTheme(): void {
  const style = document.documentElement.style;
  const colors: Record<string, string> = {};
  for (const property of style) {
    if (!property.startsWith(PREFIX)) continue;
    const color = hexColor(style.getPropertyValue(property).trim());
    if (color !== undefined) colors[property.slice(PREFIX.length).replaceAll('-', '.')] = color;
  }
  editor.defineTheme(NAME, { base: base(), inherit: true, rules: tokenRules(colors), colors });
  editor.setTheme(NAME);
}

/**
 * VS Code does not tell a webview its token colors, and Monaco's own for SQL are those of another product (red
 * strings). The colors that the debugger has for values come from the same theme and mean the same.
 */
function tokenRules(colors: Readonly<Record<string, string>>): editor.ITokenThemeRule[] {
  const rules: [token: string, color: string | undefined][] = [
    ['string.sql', colors['debugTokenExpression.string']],
    ['number.sql', colors['debugTokenExpression.number']],
    ['predefined.sql', colors['symbolIcon.functionForeground']],
    ['operator.sql', colors['editor.foreground']],
  ];
  return rules.flatMap(([token, foreground]) => (foreground === undefined ? [] : [{ token, foreground }]));
}

/** Calls back whenever the theme of VS Code, or its editor font, is another one. */
export function onThemeChange(changed: () => void): MutationObserver {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return observer;
}

/** The editor's font as VS Code's settings have it. */
export function editorFont(): editor.IEditorOptions {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`${PREFIX}editor-font-${name}`).trim();
  const size = Number.parseFloat(read('size'));
  return {
    fontFamily: read('family') || 'monospace',
    fontWeight: read('weight') || 'normal',
    ...(Number.isFinite(size) ? { fontSize: size } : {}),
  };
}

/** VS Code says on the body which family its theme is of. */
function base(): Base {
  const classes = document.body.classList;
  if (classes.contains('vscode-high-contrast-light')) return 'hc-light';
  if (classes.contains('vscode-high-contrast')) return 'hc-black';
  return classes.contains('vscode-dark') ? 'vs-dark' : 'vs';
}

const HEX = /^#(?:[0-9a-f]{3,4}){1,2}$/i;
const RGB = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?\s*\)$/;

/** A color as Monaco reads it; undefined for what is none, such as a font. */
function hexColor(value: string): string | undefined {
  if (HEX.test(value)) return value;
  const rgb = RGB.exec(value);
  if (!rgb) return undefined;
  const [red, green, blue, alpha = '1'] = rgb.slice(1);
  const bytes = [Number(red), Number(green), Number(blue), Math.round(Number(alpha) * 255)];
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
