import type { ITheme } from '@xterm/xterm';

/** Terminal colours. */

export type Shade = 'light' | 'dark';

const DARK: ITheme = {
  foreground: '#d5dbe3',
  background: '#12161c',
  cursor: '#7dd3c0',
  cursorAccent: '#12161c',
  selectionBackground: '#34506e',
  black: '#1c222b',
  red: '#f07178',
  green: '#7fc98b',
  yellow: '#e0b366',
  blue: '#6fa8f0',
  magenta: '#c792ea',
  cyan: '#6fcfd0',
  white: '#c6cdd6',
  brightBlack: '#6b7684',
  brightRed: '#ff8b92',
  brightGreen: '#9fe0a8',
  brightYellow: '#f2cb85',
  brightBlue: '#93c1ff',
  brightMagenta: '#dcb0f7',
  brightCyan: '#94e4e4',
  brightWhite: '#f3f6fa',
};

const LIGHT: ITheme = {
  foreground: '#27303b',
  background: '#fcfcfd',
  cursor: '#0f766e',
  cursorAccent: '#fcfcfd',
  selectionBackground: '#c5daf5',
  black: '#27303b',
  red: '#b4232c',
  green: '#1a7f45',
  yellow: '#8a5a00',
  blue: '#1f5fbf',
  magenta: '#8534a8',
  cyan: '#0b7285',
  white: '#7a8694',
  brightBlack: '#5d6878',
  brightRed: '#cf3640',
  brightGreen: '#23934f',
  brightYellow: '#a06a00',
  brightBlue: '#2f74dd',
  brightMagenta: '#9d48c2',
  brightCyan: '#118599',
  brightWhite: '#4a5563',
};

export const THEMES: Record<Shade, ITheme> = { light: LIGHT, dark: DARK };

const NAMED = [
  'black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'brightBlack', 'brightRed', 'brightGreen', 'brightYellow',
  'brightBlue', 'brightMagenta', 'brightCyan', 'brightWhite',
] as const;

/** The colour of a palette index from 0 to 255: 16 theme colours, a cube of 216, and 24 greys. */
export function paletteColour(index: number, theme: ITheme): string {
  const name = NAMED[index];
  if (name !== undefined) return theme[name] ?? '';
  if (index >= 232) return rgb(...grey(8 + (index - 232) * 10));
  const cube = index - 16;
  return rgb(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

/** Darkens bright text colours in the light theme, to keep them readable. */
export function readable(colour: string, shade: Shade): string {
  const value = Number.parseInt(colour.slice(1), 16);
  const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255];
  const bright = 0.299 * red + 0.587 * green + 0.114 * blue > 130;
  return shade === 'light' && bright ? rgb(Math.round(red * 0.6), Math.round(green * 0.6), Math.round(blue * 0.6)) : colour;
}

/** A 24-bit colour. */
export function trueColour(value: number): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}

function rgb(red: number, green: number, blue: number): string {
  return trueColour((red << 16) | (green << 8) | blue);
}

function grey(value: number): [number, number, number] {
  return [value, value, value];
}

function level(step: number): number {
  return step === 0 ? 0 : 55 + step * 40;
}
