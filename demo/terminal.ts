import process from 'node:process';
import { styleText } from 'node:util';

const colored = process.stdout.isTTY && !process.env.NO_COLOR;

type Style = Parameters<typeof styleText>[0];

/** The text in a style, where the terminal shows styles. */
export function styled(style: Style, text: string): string {
  return colored ? styleText(style, text) : text;
}

/** Prints one line of the story. */
export function say(line = ''): void {
  console.log(line);
}

/** Prints what the next part of the story is about. */
export function sayHeading(text: string): void {
  say();
  say(styled(['bold', 'cyan'], text));
  say();
}

/** Prints something that was checked and is so. */
export function sayChecked(text: string): void {
  say(`${styled('green', '✓')} ${text}`);
}
