/** VS Code's own color themes, one of each kind. */
export const COLOR_THEMES = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast-dark': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

export type ColorTheme = keyof typeof COLOR_THEMES;

/** The class that the workbench carries while a theme of this kind is on. */
export const THEME_CLASSES: Readonly<Record<ColorTheme, string>> = {
  light: 'vs',
  dark: 'vs-dark',
  'high-contrast-dark': 'hc-black',
  'high-contrast-light': 'hc-light',
};
