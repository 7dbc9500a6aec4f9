import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Terminal } from '@xterm/xterm';
import { h } from '../dom.ts';
import { cellsThatFit, fontThatFits, type Box, type Grid } from '../screen/fit.ts';
import { MONOSPACE } from '../screen/miniature.ts';
import { THEMES } from '../screen/palette.ts';
import { fontSize, readerMode, shade } from '../shell/preferences.ts';

const SETTLE_MS = 80;

/** The place of a terminal in the page: how large, in what font and colours, and where its links lead. */
export class TerminalFrame {
  readonly element = h('div', { class: 'frame' });
  private readonly inner = h('div', { class: 'inner' });
  private readonly sized = new ResizeObserver(() => this.soon());
  private readonly ends: (() => void)[] = [];
  private timer = 0;
  private whole: Grid | null = null;

  /**
   * @param fits told how many cells the place holds in the person's own font
   * @param hint told where the link under the pointer leads; empty where there is none
   */
  constructor(private readonly term: Terminal, private readonly fits: (grid: Grid) => void, private readonly hint: (text: string) => void) {
    term.options = { ...LOOK, linkHandler: { activate: follow, hover: (_, uri) => hint(uri), leave: () => hint('') } };
    term.loadAddon(new WebLinksAddon(follow, { hover: (_, uri) => hint(uri), leave: () => hint('') }));
    this.element.append(this.inner);
  }

  /** The frame is in the page now. */
  attach(): void {
    if (this.term.element === undefined) this.term.open(this.inner);
    else this.inner.append(this.term.element);
    this.ends.push(
      shade.watch((now) => (this.term.options.theme = THEMES[now])),
      readerMode.watch((on) => (this.term.options.screenReaderMode = on)),
      fontSize.watch(() => this.soon()),
    );
    this.sized.observe(this.element);
  }

  /** The frame leaves the page; the terminal lives on for its miniature. */
  detach(): void {
    this.sized.disconnect();
    clearTimeout(this.timer);
    this.ends.splice(0).forEach((end) => end());
    this.hint('');
  }

  /** Somebody else holds the size, so it is shown whole; null where it is ours. */
  show(whole: Grid | null): void {
    this.whole = whole;
    this.element.classList.toggle('letterbox', whole !== null);
    this.settle();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.settle(), SETTLE_MS);
  }

  private settle(): void {
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

const LOOK = {
  fontFamily: MONOSPACE,
  fontSize: fontSize.value,
  lineHeight: 1.15,
  cursorBlink: true,
  // The hub tells programs that the background is dark; in the light theme their colours must still be read.
  minimumContrastRatio: 4.5,
  macOptionIsMeta: true,
  rightClickSelectsWord: true,
  scrollOnUserInput: true,
  drawBoldTextInBrightColors: false,
};

/** Opens a link of an agent: only where a person asks for it, and with no way back to this page. */
function follow(event: MouseEvent, uri: string): void {
  const meant = event.ctrlKey || event.metaKey || matchMedia('(pointer: coarse)').matches;
  if (meant && /^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}
