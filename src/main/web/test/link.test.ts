import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../src/link/backoff.ts';
import { output } from '../src/link/frames.ts';

const frame = (...bytes: number[]): ArrayBuffer => new Uint8Array(bytes).buffer;

test('a frame names its agent and carries raw bytes', () => {
  const read = output(frame(2, 0x71, 0x61, 0x1b, 0xff, 0x00));
  assert.equal(read?.agent, 'qa');
  assert.deepEqual([...(read?.bytes ?? [])], [0x1b, 0xff, 0x00]);
});

test('a frame may carry nothing', () => {
  assert.equal(output(frame(2, 0x71, 0x61))?.bytes.length, 0);
});

test('a malformed frame is rejected', () => {
  for (const broken of [frame(), frame(0, 1, 2), frame(5, 0x71)]) assert.equal(output(broken), null);
});

test('the delay doubles up to a maximum and starts over after a success', () => {
  const backoff = new Backoff(500, 4000, () => 1);
  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.next()), [500, 1000, 2000, 4000, 4000]);
  backoff.reset();
  assert.equal(backoff.next(), 500);
});

test('jitter shortens a delay by a quarter at most', () => {
  assert.equal(new Backoff(1000, 4000, () => 0).next(), 750);
});
