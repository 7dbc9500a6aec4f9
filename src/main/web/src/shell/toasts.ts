import { h } from '../dom.ts';

const SHOWN_MS = { news: 6000, error: 20_000 };

const list = h('div', { class: 'toasts', role: 'log', 'aria-live': 'polite', 'aria-label': 'Messages' });

/** Lets messages appear in the page; also again, after a dialog that had them is gone. */
export function showToastsIn(page: HTMLElement): void {
  page.append(list);
}

/** Says something for a while, or until it is closed. */
export function toast(text: string, kind: 'news' | 'error' = 'news'): void {
  if (list.lastElementChild?.firstElementChild?.textContent === text) return;
  const item = h('div', { class: `toast ${kind}` }, h('p', {}, text));
  item.append(h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close this message' }, '×', { click: () => item.remove() }));
  list.append(item);
  // What is behind an open dialog can neither be seen nor closed.
  document.querySelector('dialog[open]')?.append(list);
  while (list.childElementCount > 4) list.firstElementChild?.remove();
  setTimeout(() => item.remove(), SHOWN_MS[kind]);
}

/** Does something, and says why where it fails. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (e) {
    toast(e instanceof Error ? e.message : String(e), 'error');
  }
}
