import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsThatFit, fontThatFits } from '../src/screen/fit.ts';
import { paletteColour, readable, trueColour } from '../src/screen/palette.ts';
import { StreamPosition } from '../src/screen/stream-position.ts';
import { control, isFocusReport, pieces } from '../src/screen/typing.ts';

test('a snapshot does not count, and every byte after it does', () => {
  const position = new StreamPosition();
  position.moveTo({ stream: 's', seq: 100, painting: 10 });
  position.received(7);
  position.received(8);
  assert.deepEqual(position.resume(), { stream: 's', since: 105 });
});

test('an incomplete snapshot cannot be resumed', () => {
  const position = new StreamPosition();
  position.moveTo({ stream: 's', seq: 100, painting: 10 });
  position.received(9);
  assert.deepEqual(position.resume(), {});
});

test('a new snapshot moves the position', () => {
  const position = new StreamPosition();
  position.moveTo({ stream: 's', seq: 0, painting: 0 });
  position.received(5);
  position.moveTo({ seq: 900, painting: 3 });
  position.received(4);
  assert.deepEqual(position.resume(), { stream: 's', since: 901 });
});

test('without a known position nothing is resumed', () => {
  const position = new StreamPosition();
  assert.deepEqual(position.resume(), {});
  position.moveTo({ stream: 's', seq: 1 });
  position.reset();
  assert.deepEqual(position.resume(), {});
});

test('a window holds whole cells, within the hub’s limits', () => {
  assert.deepEqual(cellsThatFit({ width: 805, height: 419 }, { width: 8, height: 16 }), { cols: 100, rows: 26 });
  assert.deepEqual(cellsThatFit({ width: 9, height: 9 }, { width: 8, height: 16 }), { cols: 2, rows: 2 });
  assert.deepEqual(cellsThatFit({ width: 99_999, height: 99_999 }, { width: 8, height: 16 }), { cols: 1000, rows: 500 });
  assert.equal(cellsThatFit({ width: 0, height: 100 }, { width: 8, height: 16 }), null);
  assert.equal(cellsThatFit({ width: 100, height: 100 }, { width: 0, height: 0 }), null);
});

test('a terminal of another size is shown whole, at most at the preferred font size', () => {
  const cell = { width: 8, height: 16 };
  assert.equal(fontThatFits({ width: 400, height: 800 }, cell, 13, { cols: 100, rows: 30 }, 13), 6.5);
  assert.equal(fontThatFits({ width: 4000, height: 8000 }, cell, 13, { cols: 100, rows: 30 }, 13), 13);
  assert.equal(fontThatFits({ width: 40, height: 40 }, cell, 13, { cols: 1000, rows: 500 }, 13), 4);
  assert.equal(fontThatFits({ width: 400, height: 400 }, { width: 0, height: 0 }, 13, { cols: 80, rows: 24 }, 13), 13);
});

test('long input is split into pieces, but not within a character', () => {
  const text = `${'x'.repeat(9)}😀${'y'.repeat(9)}`;
  const parts = pieces(text, 10);
  assert.equal(parts.join(''), text);
  assert.ok(parts.every((part) => part.length <= 10 && !/[\ud800-\udbff]$/.test(part)));
  assert.deepEqual(pieces(''), []);
  assert.ok(pieces('é€'.repeat(40_000)).every((part) => new TextEncoder().encode(part).length <= 65_536));
});

test('Ctrl turns a key into its control character', () => {
  assert.deepEqual(['c', 'C', '[', '@', ' ', '?'].map(control), ['\x03', '\x03', '\x1b', '\x00', '\x00', '\x7f']);
  assert.deepEqual(['1', 'é', 'ab'].map(control), [null, null, null]);
});

test('focus reports are distinguished from typed input', () => {
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

test('in the light theme, bright text colours are darkened', () => {
  assert.equal(readable('#ffff00', 'light'), '#999900');
  assert.equal(readable('#27303b', 'light'), '#27303b');
  assert.equal(readable('#ffff00', 'dark'), '#ffff00');
});
