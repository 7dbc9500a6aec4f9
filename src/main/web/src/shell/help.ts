import { h } from '../dom.ts';
import { readerMode } from './preferences.ts';

const KEYS: [string, string][] = [
  ['Ctrl+Shift+F', 'search in the terminal'],
  ['Ctrl+C', 'copy where something is selected, else interrupt'],
  ['Ctrl+Shift+C, Ctrl+Shift+V', 'copy, paste'],
  ['Ctrl+Shift+← and →', 'the terminal beside this one'],
  ['Ctrl+Shift+↑', 'leave the terminal: to its tab'],
  ['Shift+PageUp, wheel', 'scroll back'],
  ['Ctrl+click, tap', 'open a link'],
  ['Shift+drag', 'select where the program takes the mouse'],
  ['Esc', 'close a panel'],
];

/** What the keys do, and how to hear terminals. */
export function showHelp(): void {
  const reader = h('input', { type: 'checkbox' }, [], { change: () => (readerMode.value = reader.checked) });
  reader.checked = readerMode.value;
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' }, [
    h('h2', { id: 'help-title' }, 'Keys'),
    h('p', {}, 'In a terminal every key is the agent’s, but for these:'),
    h('dl', {}, KEYS.flatMap(([keys, does]) => [h('dt', {}, h('kbd', {}, keys)), h('dd', {}, does)])),
    h('label', { class: 'check' }, [reader, 'Read terminals aloud to a screen reader']),
    h('form', { method: 'dialog' }, h('button', { class: 'primary' }, 'Close')),
  ], { close: () => dialog.remove() });
  document.body.append(dialog);
  dialog.showModal();
}
