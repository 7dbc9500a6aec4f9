import { Cell } from '../cell.ts';
import type { Shade } from '../screen/palette.ts';

/** What a person likes, kept by the browser. Never anything secret. */

export type Theme = 'system' | Shade;

const FONT = { least: 8, usual: 13, most: 28 };

export const theme = kept<Theme>('theme', 'system', (value) => (value === 'light' || value === 'dark' ? value : 'system'));
export const fontSize = kept<number>('font-size', FONT.usual, (value) => bounded(Number(value)));
export const readerMode = kept<boolean>('screen-reader', false, (value) => value === 'true');
export const notify = kept<boolean>('notify', false, (value) => value === 'true');

/** What the page is shown in: the person's choice, or the system's. */
export const shade = new Cell<Shade>('dark');

export function bounded(size: number): number {
  return Number.isFinite(size) && size > 0 ? Math.max(FONT.least, Math.min(FONT.most, size)) : FONT.usual;
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

function kept<T>(key: string, usual: T, read: (stored: string) => T): Cell<T> {
  const name = `agent-hub.${key}`;
  const stored = localStorage.getItem(name);
  const cell = new Cell<T>(stored === null ? usual : read(stored));
  let first = true;
  cell.watch((value) => {
    if (!first) localStorage.setItem(name, String(value));
    first = false;
  });
  return cell;
}
