import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import { button, fill, h, set } from '../dom.ts';
import { icon } from '../icons.ts';
import { fontThatFits } from '../screen/fit.ts';
import { MONOSPACE } from '../screen/miniature.ts';
import { mute } from '../screen/mute.ts';
import { THEMES } from '../screen/palette.ts';
import { shade } from '../shell/preferences.ts';
import { clock } from '../words.ts';
import { castSize, type Cast } from './cast.ts';

const SPEEDS = [1, 2, 4, 8];
const MAX_FONT = 13;
/** Steps of the slider. */
const STEPS = 1000;

/** Plays a recording in its own terminal. */
export class Player {
  readonly element: HTMLElement;
  private readonly term: Terminal;
  private readonly stage = h('div', { class: 'stage' });
  private readonly slider = h('input', { type: 'range', min: 0, max: STEPS, value: 0, 'aria-label': 'Position' });
  private readonly time = h('span', { class: 'time' });
  private readonly toggle = button('Play', icon('play'), () => (this.playing ? this.pause() : this.play()));
  private readonly speed = button('Speed', '1×', () => this.changeSpeed(), { class: 'quiet' });
  private playing = false;
  private at = 0;
  private next = 0;
  private rate = 1;
  private frame = 0;
  private last = 0;

  constructor(private readonly cast: Cast) {
    this.term = new Terminal({
      allowProposedApi: true, cols: cast.cols, rows: cast.rows, scrollback: 0, disableStdin: true,
      fontFamily: MONOSPACE, fontSize: MAX_FONT,
    });
    this.term.loadAddon(new Unicode11Addon());
    this.term.unicode.activeVersion = '11';
    this.term.options.theme = THEMES[shade.value];
    mute(this.term.parser);
    this.slider.addEventListener('input', () => this.seek((this.slider.valueAsNumber / STEPS) * cast.seconds));
    this.element = h('div', { class: 'player' }, [this.stage, h('div', { class: 'row' }, [this.toggle, this.slider, this.time, this.speed])]);
  }

  /** Called once the element is in the page. */
  attach(): void {
    this.term.open(this.stage);
    this.fit();
    this.seek(0);
    this.play();
  }

  private fit(): void {
    const screen = this.stage.querySelector<HTMLElement>('.xterm-screen');
    if (screen === null) return;
    const cell = { width: screen.offsetWidth / this.term.cols, height: screen.offsetHeight / this.term.rows };
    const room = { width: this.stage.clientWidth - 2, height: innerHeight * 0.6 };
    this.term.options.fontSize = fontThatFits(room, cell, this.term.options.fontSize ?? MAX_FONT, this.term, MAX_FONT);
  }

  play(): void {
    if (this.at >= this.cast.seconds) this.seek(0);
    this.playing = true;
    this.last = performance.now();
    this.frame = requestAnimationFrame((now) => this.step(now));
    this.show();
  }

  private pause(): void {
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.show();
  }

  private step(now: number): void {
    this.forward(this.at + ((now - this.last) / 1000) * this.rate);
    this.last = now;
    if (this.at >= this.cast.seconds) this.pause();
    else if (this.playing) this.frame = requestAnimationFrame((later) => this.step(later));
  }

  /** Seeking backwards replays from the beginning. */
  private seek(to: number): void {
    if (to < this.at) {
      this.term.reset();
      this.term.resize(this.cast.cols, this.cast.rows);
      this.next = 0;
    }
    this.forward(to);
  }

  private forward(to: number): void {
    this.at = Math.min(to, this.cast.seconds);
    for (let event = this.cast.events[this.next]; event !== undefined && event.at <= this.at; event = this.cast.events[this.next]) {
      this.next += 1;
      if (event.kind === 'output') this.term.write(event.data);
      else this.resize(event.data);
    }
    this.show();
  }

  private resize(data: string): void {
    const size = castSize(data);
    // Queued behind the output before it.
    if (size !== null) this.term.write('', () => { this.term.resize(size.cols, size.rows); this.fit(); });
  }

  private changeSpeed(): void {
    this.rate = SPEEDS[(SPEEDS.indexOf(this.rate) + 1) % SPEEDS.length] ?? 1;
    fill(this.speed, `${this.rate}×`);
  }

  private show(): void {
    this.slider.value = String(this.cast.seconds === 0 ? STEPS : (this.at / this.cast.seconds) * STEPS);
    set(this.slider, { 'aria-valuetext': `${clock(this.at)} of ${clock(this.cast.seconds)}` });
    fill(this.time, `${clock(this.at)} / ${clock(this.cast.seconds)}`);
    set(this.toggle, { 'aria-label': this.playing ? 'Pause' : 'Play', title: this.playing ? 'Pause' : 'Play' });
    if (this.toggle.dataset['playing'] !== String(this.playing)) fill(this.toggle, icon(this.playing ? 'pause' : 'play'));
    this.toggle.dataset['playing'] = String(this.playing);
  }

  end(): void {
    this.pause();
    this.term.dispose();
  }
}
