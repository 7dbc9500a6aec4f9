import { h } from '../dom.ts';

const region = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });

/** The live region; insert it into the page once. */
export function announcer(): HTMLElement {
  return region;
}

/** Announces text to screen readers. */
export function announce(text: string): void {
  region.textContent = text;
}
