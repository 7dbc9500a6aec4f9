import { h } from '../dom.ts';

const SHOWN_MS = { news: 6000, error: 20_000 };

const list = h('div', { class: 'toasts', role: 'log', 'aria-live': 'polite', 'aria-label': 'Messages' });

/** Shows messages in the page; call it again when a dialog that contained them has closed. */
export function showToastsIn(page: HTMLElement): void {
  page.append(list);
}

/** Shows a message for a while, or until it is closed. */
export function toast(text: string, kind: 'news' | 'error' = 'news'): void {
  if (list.lastElementChild?.firstElementChild?.textContent === text) return;
  const item = h('div', { class: `toast ${kind}` }, h('p', {}, text));
  item.append(h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close this message' }, '×', { click: () => item.remove() }));
  list.append(item);
  // Messages behind an open modal dialog could not be closed.
  document.querySelector('dialog[open]')?.append(list);
  while (list.childElementCount > 4) list.firstElementChild?.remove();
  setTimeout(() => item.remove(), SHOWN_MS[kind]);
}

/** Runs an action and shows a message if it fails. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (e) {
    toast(e instanceof Error ? e.message : String(e), 'error');
  }
}
