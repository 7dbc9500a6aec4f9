import { h, set } from '../dom.ts';
import { control } from '../screen/typing.ts';
import type { Screen } from '../screen/screen.ts';

/** Keys missing on a phone's keyboard: face, label, bytes. */
const KEYS: [string, string, (application: boolean) => string][] = [
  ['Esc', 'Escape', () => '\x1b'],
  ['Tab', 'Tab', () => '\t'],
  ['←', 'Left', (application) => arrow('D', application)],
  ['↑', 'Up', (application) => arrow('A', application)],
  ['↓', 'Down', (application) => arrow('B', application)],
  ['→', 'Right', (application) => arrow('C', application)],
  ['⏎', 'Enter', () => '\r'],
];

function arrow(letter: string, application: boolean): string {
  return `\x1b${application ? 'O' : '['}${letter}`;
}

/** A row of keys below a terminal, for phones. Ctrl applies to the next key of the phone's keyboard. */
export class SoftKeys {
  readonly element: HTMLElement;
  private readonly ctrl = h('button', { type: 'button', 'aria-pressed': 'false' }, 'Ctrl');

  constructor(private readonly screen: Screen) {
    this.ctrl.addEventListener('click', () => this.hold(this.ctrl.getAttribute('aria-pressed') !== 'true'));
    const keys = KEYS.map(([face, label, bytes]) => h('button', { type: 'button', 'aria-label': label }, face, {
      click: () => screen.type(bytes(screen.term.modes.applicationCursorKeysMode)),
    }));
    const interrupt = h('button', { type: 'button', 'aria-label': 'Control C' }, '^C', { click: () => screen.type('\x03') });
    this.element = h('div', { class: 'soft-keys', role: 'toolbar', 'aria-label': 'Keys' }, [this.ctrl, ...keys, interrupt]);
    // The terminal keeps the focus, so the phone keeps its keyboard open.
    this.element.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  private hold(held: boolean): void {
    set(this.ctrl, { 'aria-pressed': String(held) });
    if (held) this.screen.term.focus();
  }

  /** Applies a held Ctrl to typed input. */
  changed(data: string): string {
    if (this.ctrl.getAttribute('aria-pressed') !== 'true') return data;
    this.hold(false);
    return control(data) ?? data;
  }
}
