import { SearchAddon, type ISearchOptions } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { button, fill, h } from '../dom.ts';
import { icon } from '../icons.ts';

const OPTIONS: ISearchOptions = {
  decorations: { matchOverviewRuler: '#e0b366', activeMatchColorOverviewRuler: '#f08c3a', matchBackground: '#5b4a22', activeMatchBackground: '#a5681c' },
};

/** Search in a terminal and its scrollback. */
export class SearchBar {
  readonly element: HTMLElement;
  private readonly addon = new SearchAddon();
  private readonly field = h('input', { type: 'search', 'aria-label': 'Search in this terminal', placeholder: 'Search', spellcheck: 'false' });
  private readonly count = h('span', { class: 'count', 'aria-live': 'polite' });

  constructor(private readonly term: Terminal) {
    term.loadAddon(this.addon);
    this.addon.onDidChangeResults(({ resultIndex, resultCount }) => this.found(resultIndex, resultCount));
    this.field.addEventListener('input', () => this.search(true, true));
    this.field.addEventListener('keydown', (event) => this.pressed(event));
    this.element = h('div', { class: 'search', role: 'search', hidden: true }, [
      this.field,
      this.count,
      button('Previous match', icon('up'), () => this.search(false), { class: 'quiet' }),
      button('Next match', icon('down'), () => this.search(true), { class: 'quiet' }),
      button('Close search', icon('close'), () => this.close(), { class: 'quiet' }),
    ]);
  }

  open(): void {
    this.element.hidden = false;
    this.field.select();
    this.field.focus();
  }

  private close(): void {
    this.element.hidden = true;
    this.addon.clearDecorations();
    this.term.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter') this.search(event.shiftKey);
    if (event.key === 'Escape') this.close();
  }

  private search(forward: boolean, incremental = false): void {
    const text = this.field.value;
    if (text === '') {
      this.addon.clearDecorations();
      fill(this.count, '');
    } else if (forward) this.addon.findNext(text, { ...OPTIONS, incremental });
    else this.addon.findPrevious(text, OPTIONS);
  }

  private found(index: number, count: number): void {
    fill(this.count, this.field.value === '' ? '' : count === 0 ? 'none' : index < 0 ? `${count}` : `${index + 1} of ${count}`);
  }
}
