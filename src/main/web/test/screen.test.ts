import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsThatFit, fontThatFits } from '../src/screen/fit.ts';
import { paletteColour, readable, trueColour } from '../src/screen/palette.ts';
import { StreamPosition } from '../src/screen/stream-position.ts';
import { control, isFocusReport, pieces } from '../src/screen/typing.ts';

test('a painting does not count, and every byte after it does', () => {
  const position = new StreamPosition();
  position.moved({ stream: 's', seq: 100, painting: 10 });
  position.took(7);
  position.took(8);
  assert.deepEqual(position.resume(), { stream: 's', since: 105 });
});

test('a painting that was cut off is no place to go on from', () => {
  const position = new StreamPosition();
  position.moved({ stream: 's', seq: 100, painting: 10 });
  position.took(9);
  assert.deepEqual(position.resume(), {});
});

test('a new painting in the middle of the stream moves the place', () => {
  const position = new StreamPosition();
  position.moved({ stream: 's', seq: 0, painting: 0 });
  position.took(5);
  position.moved({ seq: 900, painting: 3 });
  position.took(4);
  assert.deepEqual(position.resume(), { stream: 's', since: 901 });
});

test('without a stream, or when the screen is no more what was sent, nothing is asked for', () => {
  const position = new StreamPosition();
  assert.deepEqual(position.resume(), {});
  position.moved({ stream: 's', seq: 1 });
  position.forget();
  assert.deepEqual(position.resume(), {});
});

test('a window holds whole cells, within the hub’s bounds', () => {
  assert.deepEqual(cellsThatFit({ width: 805, height: 419 }, { width: 8, height: 16 }), { cols: 100, rows: 26 });
  assert.deepEqual(cellsThatFit({ width: 9, height: 9 }, { width: 8, height: 16 }), { cols: 2, rows: 2 });
  assert.deepEqual(cellsThatFit({ width: 99_999, height: 99_999 }, { width: 8, height: 16 }), { cols: 1000, rows: 500 });
  assert.equal(cellsThatFit({ width: 0, height: 100 }, { width: 8, height: 16 }), null);
  assert.equal(cellsThatFit({ width: 100, height: 100 }, { width: 0, height: 0 }), null);
});

test('another’s terminal is shown whole, never larger than one’s own font', () => {
  const cell = { width: 8, height: 16 };
  assert.equal(fontThatFits({ width: 400, height: 800 }, cell, 13, { cols: 100, rows: 30 }, 13), 6.5);
  assert.equal(fontThatFits({ width: 4000, height: 8000 }, cell, 13, { cols: 100, rows: 30 }, 13), 13);
  assert.equal(fontThatFits({ width: 40, height: 40 }, cell, 13, { cols: 1000, rows: 500 }, 13), 4);
  assert.equal(fontThatFits({ width: 400, height: 400 }, { width: 0, height: 0 }, 13, { cols: 80, rows: 24 }, 13), 13);
});

test('long input goes in pieces, and no character is split', () => {
  const text = `${'x'.repeat(9)}😀${'y'.repeat(9)}`;
  const parts = pieces(text, 10);
  assert.equal(parts.join(''), text);
  assert.ok(parts.every((part) => part.length <= 10 && !/[\ud800-\udbff]$/.test(part)));
  assert.deepEqual(pieces(''), []);
  assert.ok(pieces('é€'.repeat(40_000)).every((part) => new TextEncoder().encode(part).length <= 65_536));
});

test('a held Ctrl makes a control character of the next key', () => {
  assert.deepEqual(['c', 'C', '[', '@', ' ', '?'].map(control), ['\x03', '\x03', '\x1b', '\x00', '\x00', '\x7f']);
  assert.deepEqual(['1', 'é', 'ab'].map(control), [null, null, null]);
});

test('a focus report is told from what a person types', () => {
  assert.ok(isFocusReport('\x1b[I') && isFocusReport('\x1b[O'));
  assert.ok(!isFocusReport('I') && !isFocusReport('\x1b[A'));
});

test('palette colours are those of xterm', () => {
  const theme = { red: '#aa0000' };
  assert.deepEqual([1, 16, 196, 231, 232, 255].map((index) => paletteColour(index, theme)), [
    '#aa0000', '#000000', '#ff0000', '#ffffff', '#080808', '#eeeeee',
  ]);
  assert.equal(trueColour(0x00ff07), '#00ff07');
});

test('on a light ground bright colours of text are darkened, and dark ones are left alone', () => {
  assert.equal(readable('#ffff00', 'light'), '#999900');
  assert.equal(readable('#27303b', 'light'), '#27303b');
  assert.equal(readable('#ffff00', 'dark'), '#ffff00');
});
