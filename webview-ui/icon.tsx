/** The glyphs of VS Code's own icon font (codicon) that the review uses. */
const GLYPHS = {
  arrowRight: 0xea9c,
  arrowSwap: 0xebcb,
  beaker: 0xea79,
  check: 0xeab2,
  chevronDown: 0xeab4,
  chevronRight: 0xeab6,
  circleSlash: 0xeabd,
  close: 0xea76,
  dash: 0xeacc,
  diff: 0xeae1,
  error: 0xea87,
  gitCompare: 0xeafd,
  info: 0xea74,
  link: 0xeb15,
  lock: 0xea75,
  newFile: 0xea7f,
  pass: 0xeba4,
  refresh: 0xeb37,
  search: 0xea6d,
  warning: 0xea6c,
} as const;

export type IconName = keyof typeof GLYPHS;

/** A decorative icon: what it means is always said in words beside it or in the label of its button. */
export function Icon({ name, tone }: { name: IconName; tone?: 'danger' | 'warning' | 'info' | 'good' }) {
  return (
    <span class={tone ? `icon tone-${tone}` : 'icon'} aria-hidden="true">
      {String.fromCodePoint(GLYPHS[name])}
    </span>
  );
}
