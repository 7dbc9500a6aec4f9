import { button, fill, h, set } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Screens } from '../screen/screens.ts';
import type { Screen } from '../screen/screen.ts';
import type { Grid } from '../screen/fit.ts';
import { bounded, fontSize } from '../shell/preferences.ts';
import { toast } from '../shell/toasts.ts';
import type { Member } from '../team.ts';
import { Cover } from './cover.ts';
import { pageKey } from './keys.ts';
import { SearchBar } from './search-bar.ts';
import { SoftKeys } from './soft-keys.ts';
import { TerminalFrame } from './terminal-frame.ts';

/** The actions of a pane. */
export interface PaneActions {
  start(id: string): void;
  details(id: string): void;
  close(id: string): void;
  adjacent(step: 1 | -1): void;
  front(id: string): void;
  leave(id: string): void;
}

const BELL_MS = 300;

/** One agent's terminal, with its bar. */
export class Pane {
  readonly element: HTMLElement;
  /** Keys missing on phones; shown for the pane in front. */
  readonly keys: HTMLElement;
  private readonly screen: Screen;
  private readonly frame: TerminalFrame;
  private readonly search: SearchBar;
  private readonly soft: SoftKeys;
  private readonly title = h('span', { class: 'title' });
  private readonly owner = h('span', { class: 'owner' });
  private readonly take = h('button', { type: 'button', class: 'take', hidden: true }, 'Take over');
  private readonly hint = h('div', { class: 'hint', hidden: true });
  private readonly cover: Cover;
  private readonly state = h('span', { class: 'state' });
  private readonly mode: HTMLButtonElement;
  private readonly cleanups: (() => void)[] = [];
  private window: Grid | null = null;
  private readOnly = false;
  private member: Member | null = null;
  private open = true;

  constructor(readonly id: string, private readonly screens: Screens, private readonly actions: PaneActions) {
    this.screen = screens.pane(id, 'type');
    const { term } = this.screen;
    this.search = new SearchBar(term);
    this.soft = new SoftKeys(this.screen);
    this.cover = new Cover(id, () => actions.start(id));
    this.keys = this.soft.element;
    this.screen.change = (data) => this.soft.changed(data);
    this.frame = new TerminalFrame(term, (grid) => this.setWindow(grid), (text) => this.showHint(text));
    this.mode = button('Read only', icon('pencil'), () => this.toggleReadOnly(), { class: 'quiet' });
    this.take.addEventListener('click', () => this.takeOver());
    this.element = h('section', { class: 'pane', 'data-agent': id, 'aria-label': `Terminal of ${id}` }, [
      h('header', {}, [h('h2', {}, id), this.state, this.title, this.owner, this.take, this.tools()]),
      h('div', { class: 'stage' }, [this.frame.element, this.search.element, this.cover.element, this.hint]),
    ], { focusin: () => actions.front(id) });
    this.listen();
  }

  private tools(): HTMLElement {
    return h('div', { class: 'tools' }, [
      button('Search (Ctrl+Shift+F)', icon('search'), () => this.search.open(), { class: 'quiet' }),
      button('Smaller font', icon('minus'), () => (fontSize.value = bounded(fontSize.value - 1)), { class: 'quiet wide' }),
      button('Larger font', icon('plus'), () => (fontSize.value = bounded(fontSize.value + 1)), { class: 'quiet wide' }),
      this.mode,
      button(`Details of ${this.id}`, icon('details'), () => this.actions.details(this.id), { class: 'quiet' }),
      button(`Close the terminal of ${this.id}`, icon('close'), () => this.actions.close(this.id), { class: 'quiet' }),
    ]);
  }

  private listen(): void {
    const { term } = this.screen;
    const bell = term.onBell(() => this.ring());
    const title = term.onTitleChange((text) => fill(this.title, text));
    this.cleanups.push(
      () => [bell, title].forEach((one) => one.dispose()),
      this.screen.owner.watch(() => this.showOwner()),
      this.screen.size.watch(() => this.showOwner()),
      this.screen.skipped.watch((times) => times > 0
        && toast(`Some output of ${this.id} was skipped because this page fell behind.`)),
    );
    term.attachCustomKeyEventHandler((event) => this.key(event));
  }

  /** Called once the element is in the page. */
  attach(): void {
    this.frame.attach();
  }

  focus(): void {
    this.screen.term.focus();
  }

  setMember(member: Member | null): void {
    this.member = member;
    set(this.element, { 'data-state': member?.state ?? 'inactive', 'data-waiting': member?.waiting != null });
    fill(this.state, member?.state ?? '');
    this.showCover();
  }

  /** Whether there is a connection to the hub. */
  setLink(open: boolean): void {
    this.open = open;
    this.screen.term.options.disableStdin = !open || this.readOnly;
    this.showCover();
  }

  /** Says why typing has no effect. */
  private showCover(): void {
    this.cover.show(this.open, this.member);
    this.element.classList.toggle('offline', !this.open);
  }

  private showOwner(): void {
    const other = this.screen.owner.value === 'other';
    const { cols, rows } = this.screen.size.value;
    const letterbox = this.readOnly || other;
    this.frame.show(letterbox ? { cols, rows } : null);
    fill(this.owner, `${cols}×${rows}${other ? ' · sized by another viewer' : ''}`);
    this.take.hidden = !other || this.readOnly;
  }

  private setWindow(grid: Grid): void {
    const same = this.window?.cols === grid.cols && this.window.rows === grid.rows;
    this.window = grid;
    if (!same) this.screen.resize(grid, false);
  }

  private takeOver(): void {
    if (this.window !== null) this.screen.resize(this.window, true);
    this.focus();
  }

  private toggleReadOnly(): void {
    this.readOnly = !this.readOnly;
    this.screens.pane(this.id, this.readOnly ? 'read' : 'type');
    fill(this.mode, icon(this.readOnly ? 'eye' : 'pencil'));
    set(this.mode, { 'aria-pressed': String(this.readOnly), title: this.readOnly ? 'Read only: click to type' : 'Read only' });
    this.element.classList.toggle('read-only', this.readOnly);
    this.showOwner();
  }

  private ring(): void {
    this.element.classList.add('bell');
    setTimeout(() => this.element.classList.remove('bell'), BELL_MS);
  }

  private showHint(text: string): void {
    this.hint.hidden = text === '';
    fill(this.hint, text === '' ? '' : `Ctrl+click: ${text}`);
  }

  /** Whether the terminal handles the key. */
  private key(event: KeyboardEvent): boolean {
    const action = pageKey(event, this.screen.term.hasSelection());
    if (action === null) return true;
    // The browser's own paste reaches the terminal, bracketed if the program has enabled that.
    if (action === 'paste') return false;
    event.preventDefault();
    if (event.type === 'keydown') this.act(action);
    return false;
  }

  private act(key: Exclude<ReturnType<typeof pageKey>, 'paste' | null>): void {
    switch (key) {
      case 'search':
        return this.search.open();
      case 'copy':
        void navigator.clipboard.writeText(this.screen.term.getSelection());
        return this.screen.term.clearSelection();
      case 'next':
        return this.actions.adjacent(1);
      case 'previous':
        return this.actions.adjacent(-1);
      case 'leave':
        return this.actions.leave(this.id);
    }
  }

  close(): void {
    this.frame.detach();
    this.cleanups.forEach((end) => end());
    this.screens.pane(this.id, 'none');
  }
}
