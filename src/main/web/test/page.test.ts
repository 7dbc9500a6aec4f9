import assert from 'node:assert/strict';
import { test } from 'node:test';
import { castSize, parseCast } from '../src/agent/cast.ts';
import { adjacent, closed, formatRoute, opened, parseRoute } from '../src/shell/route.ts';
import { pageKey } from '../src/terminals/keys.ts';
import { ago, clock, longAgo, size, tasks } from '../src/words.ts';

const NOW = Date.parse('2026-01-02T00:00:00Z');
const before = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

test('times are shown in the largest unit that fits', () => {
  assert.deepEqual([-3, 0, 42, 61, 7200, 200_000].map((s) => ago(before(s), NOW)), ['now', 'now', '42 s', '1 min', '2 h', '2 d']);
  assert.deepEqual([longAgo(before(1), NOW), longAgo(before(65), NOW)], ['just now', '1 min ago']);
  assert.equal(ago('nonsense', NOW), '');
  assert.deepEqual([0, 7, 750, 3723].map(clock), ['0:00', '0:07', '12:30', '1:02:03']);
});

test('amounts are formatted for display', () => {
  assert.deepEqual([312, 4100, 23_400_000].map(size), ['312 B', '4.1 kB', '23 MB']);
  assert.deepEqual([0, 1, 7].map(tasks), ['no tasks', '1 task', '7 tasks']);
});

test('a route survives formatting and parsing', () => {
  const route = parseRoute('#/terminals?open=qa,lead&at=lead&layout=grid');
  assert.deepEqual(route, { view: 'terminals', open: ['qa', 'lead'], at: 'lead', layout: 'grid' });
  assert.deepEqual(parseRoute(formatRoute(route)), route);
});

test('invalid parts of a URL are ignored', () => {
  assert.deepEqual(parseRoute('#/terminals?open=../x,<b>,qa,qa&at=evil'), { view: 'terminals', open: ['qa'], at: 'qa', layout: 'tabs' });
  assert.equal(parseRoute('').view, 'team');
});

test('closing the terminal in front shows an adjacent one, and closing the last shows the team', () => {
  const two = opened(opened(parseRoute(''), 'a'), 'b');
  assert.deepEqual([two.open, two.at], [['a', 'b'], 'b']);
  assert.equal(closed(two, 'b').at, 'a');
  assert.equal(closed(two, 'a').at, 'b');
  assert.equal(closed(closed(two, 'a'), 'b').view, 'team');
  assert.equal(adjacent(two, 1).at, 'a');
});

const keys = { ctrlKey: true, shiftKey: true, altKey: false, metaKey: false };

test('the page handles few keys; all others go to the agent', () => {
  assert.equal(pageKey({ key: 'F', ...keys }, false), 'search');
  assert.equal(pageKey({ key: 'c', ...keys, shiftKey: false }, true), 'copy');
  assert.equal(pageKey({ key: 'c', ...keys, shiftKey: false }, false), null);
  assert.equal(pageKey({ key: 'v', ...keys, shiftKey: false }, false), null);
  assert.equal(pageKey({ key: 'z', ...keys }, false), null);
  assert.equal(pageKey({ key: 'f', ...keys, altKey: true }, false), null);
});

test('pauses in a recording are shortened, and an incomplete last line is ignored', () => {
  const cast = parseCast([
    '{"version":3,"term":{"cols":100,"rows":30}}', '# a comment', '[0.5,"o","a"]', '[600,"o","b"]', '[0.25,"r","90x20"]', '[1,"i","typed"]', '[1,"o","tor',
  ].join('\n'));
  assert.deepEqual([cast.cols, cast.rows, cast.seconds], [100, 30, 3.75]);
  assert.deepEqual(cast.events.map(({ at, kind }) => [at, kind]), [[0.5, 'output'], [2.5, 'output'], [2.75, 'size']]);
});

test('version 2 has absolute times', () => {
  const cast = parseCast('{"version":2,"width":80,"height":24}\n[1,"o","a"]\n[1.5,"o","b"]');
  assert.deepEqual(cast.events.map(({ at }) => at), [1, 1.5]);
});

test('anything but a recording is rejected', () => {
  for (const text of ['', 'hello', '{"version":1}', '[]']) assert.throws(() => parseCast(text), /Not a recording/);
  assert.deepEqual(castSize('100x30'), { cols: 100, rows: 30 });
  assert.equal(castSize('100x30x2'), null);
});
