import { Cell } from '../cell.ts';
import type { Shade } from '../screen/palette.ts';

/** Preferences, kept in the browser's local storage. Never secrets. */

export type Theme = 'system' | Shade;

const FONT = { min: 8, default: 13, max: 28 };

export const theme = persisted<Theme>('theme', 'system',
  (value) => (value === 'light' || value === 'dark' ? value : 'system'));
export const fontSize = persisted<number>('font-size', FONT.default, (value) => bounded(Number(value)));
export const readerMode = persisted<boolean>('screen-reader', false, (value) => value === 'true');
export const notify = persisted<boolean>('notify', false, (value) => value === 'true');

/** The effective theme: the chosen one, or that of the system. */
export const shade = new Cell<Shade>('dark');

export function bounded(size: number): number {
  return Number.isFinite(size) && size > 0 ? Math.max(FONT.min, Math.min(FONT.max, size)) : FONT.default;
}

export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const settle = (): void => {
    shade.value = theme.value === 'system' ? (dark.matches ? 'dark' : 'light') : theme.value;
    document.documentElement.dataset['shade'] = shade.value;
  };
  dark.addEventListener('change', settle);
  theme.watch(settle);
}

function persisted<T>(key: string, initial: T, read: (stored: string) => T): Cell<T> {
  const name = `agent-hub.${key}`;
  const stored = localStorage.getItem(name);
  const cell = new Cell<T>(stored === null ? initial : read(stored));
  let first = true;
  cell.watch((value) => {
    if (!first) localStorage.setItem(name, String(value));
    first = false;
  });
  return cell;
}
