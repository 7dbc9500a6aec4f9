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

test('what is no frame is told apart', () => {
  for (const broken of [frame(), frame(0, 1, 2), frame(5, 0x71)]) assert.equal(output(broken), null);
});

test('each wait is twice as long, up to a bound, and starts anew after a success', () => {
  const backoff = new Backoff(500, 4000, () => 1);
  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.next()), [500, 1000, 2000, 4000, 4000]);
  backoff.reset();
  assert.equal(backoff.next(), 500);
});

test('pages do not come back in step, and none waits less than three quarters', () => {
  assert.equal(new Backoff(1000, 4000, () => 0).next(), 750);
});
