import { h } from '../dom.ts';
import { readerMode } from './preferences.ts';

const KEYS: [string, string][] = [
  ['Ctrl+Shift+F', 'search in the terminal'],
  ['Ctrl+C', 'copy the selection; without one, interrupt'],
  ['Ctrl+Shift+C, Ctrl+Shift+V', 'copy, paste'],
  ['Ctrl+Shift+← and →', 'previous or next terminal'],
  ['Ctrl+Shift+↑', 'move the focus to the tab'],
  ['Shift+PageUp, wheel', 'scroll back'],
  ['Ctrl+click, tap', 'open a link'],
  ['Shift+drag', 'select text although the program uses the mouse'],
  ['Esc', 'close a panel'],
];

/** Shows the keyboard shortcuts and the screen reader option. */
export function showHelp(): void {
  const reader = h('input', { type: 'checkbox' }, [], { change: () => (readerMode.value = reader.checked) });
  reader.checked = readerMode.value;
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' }, [
    h('h2', { id: 'help-title' }, 'Keyboard shortcuts'),
    h('p', {}, 'In a terminal, all keys go to the agent except these:'),
    h('dl', {}, KEYS.flatMap(([keys, action]) => [h('dt', {}, h('kbd', {}, keys)), h('dd', {}, action)])),
    h('label', { class: 'check' }, [reader, 'Make terminals accessible to screen readers']),
    h('form', { method: 'dialog' }, h('button', { class: 'primary' }, 'Close')),
  ], { close: () => dialog.remove() });
  document.body.append(dialog);
  dialog.showModal();
}
