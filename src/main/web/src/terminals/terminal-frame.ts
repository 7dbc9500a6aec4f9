import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Terminal } from '@xterm/xterm';
import { h } from '../dom.ts';
import { cellsThatFit, fontThatFits, type Box, type Grid } from '../screen/fit.ts';
import { MONOSPACE } from '../screen/miniature.ts';
import { THEMES } from '../screen/palette.ts';
import { fontSize, readerMode, shade } from '../shell/preferences.ts';

const SETTLE_MS = 80;

/** The element that holds a terminal: its size, font, colours and links. */
export class TerminalFrame {
  readonly element = h('div', { class: 'frame' });
  private readonly inner = h('div', { class: 'inner' });
  private readonly sized = new ResizeObserver(() => this.scheduleFit());
  private readonly cleanups: (() => void)[] = [];
  private timer = 0;
  private whole: Grid | null = null;

  /**
   * @param fits called with the cells that fit at the preferred font size
   * @param hint called with the target of the link under the pointer; empty if there is none
   */
  constructor(private readonly term: Terminal, private readonly fits: (grid: Grid) => void, private readonly hint: (text: string) => void) {
    term.options = { ...OPTIONS, linkHandler: { activate: follow, hover: (_, uri) => hint(uri), leave: () => hint('') } };
    term.loadAddon(new WebLinksAddon(follow, { hover: (_, uri) => hint(uri), leave: () => hint('') }));
    this.element.append(this.inner);
  }

  /** Called once the element is in the page. */
  attach(): void {
    if (this.term.element === undefined) this.term.open(this.inner);
    else this.inner.append(this.term.element);
    this.cleanups.push(
      shade.watch((now) => (this.term.options.theme = THEMES[now])),
      readerMode.watch((on) => (this.term.options.screenReaderMode = on)),
      fontSize.watch(() => this.scheduleFit()),
    );
    this.sized.observe(this.element);
  }

  /** Called when the element leaves the page; the terminal stays, for the miniature. */
  detach(): void {
    this.sized.disconnect();
    clearTimeout(this.timer);
    this.cleanups.splice(0).forEach((end) => end());
    this.hint('');
  }

  /** Scales the font to show the whole of another viewer's size; null if this page owns the size. */
  show(whole: Grid | null): void {
    this.whole = whole;
    this.element.classList.toggle('letterbox', whole !== null);
    this.fit();
  }

  private scheduleFit(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.fit(), SETTLE_MS);
  }

  private fit(): void {
    const cell = this.cell();
    const style = getComputedStyle(this.element);
    const room = {
      width: this.element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
      height: this.element.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom),
    };
    if (cell === null || room.width <= 0 || room.height <= 0) return;
    const now = this.term.options.fontSize ?? fontSize.value;
    const own = fontSize.value;
    const wanted = this.whole === null ? own : fontThatFits(room, cell, now, this.whole, own);
    if (wanted !== now) this.term.options.fontSize = wanted;
    const ownCell = this.cell();
    const measured = this.whole === null && ownCell !== null ? ownCell : { width: (cell.width * own) / now, height: (cell.height * own) / now };
    const grid = cellsThatFit(room, measured);
    if (grid !== null) this.fits(grid);
  }

  private cell(): Box | null {
    const screen = this.term.element?.querySelector<HTMLElement>('.xterm-screen');
    if (!screen || screen.offsetWidth === 0) return null;
    const { width, height } = screen.getBoundingClientRect();
    return { width: width / this.term.cols, height: height / this.term.rows };
  }
}

const OPTIONS = {
  fontFamily: MONOSPACE,
  fontSize: fontSize.value,
  lineHeight: 1.15,
  cursorBlink: true,
  // The hub reports a dark background, so in the light theme colours need enough contrast.
  minimumContrastRatio: 4.5,
  macOptionIsMeta: true,
  rightClickSelectsWord: true,
  scrollOnUserInput: true,
  drawBoldTextInBrightColors: false,
};

/** Opens a link on Ctrl+click or tap, without giving it access to this page. */
function follow(event: MouseEvent, uri: string): void {
  const intended = event.ctrlKey || event.metaKey || matchMedia('(pointer: coarse)').matches;
  if (intended && /^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}
