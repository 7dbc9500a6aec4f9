import { h } from '../dom.ts';

const region = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });

/** The live region of the page; put into it once. */
export function announcer(): HTMLElement {
  return region;
}

/** Says something to those who hear the page. */
export function announce(text: string): void {
  region.textContent = text;
}
