import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from '@xterm/xterm';
import { mute } from '../src/screen/mute.ts';

/** Every query that programs are known to send. */
const QUERIES = [
  '\x1b[c', '\x1b[0c', '\x1b[>c', '\x1b[=c', '\x1b[5n', '\x1b[6n', '\x1b[?6n', '\x1b[?996n', '\x1b[?2026$p', '\x1b[4$p', '\x1b[>q',
  '\x1b[>0q', '\x1b[18t', '\x1b[14t', '\x1b[21t', '\x1b[?u', '\x1b[x', '\x1b]10;?\x07', '\x1b]11;?\x1b\\', '\x1b]12;?\x07', '\x1b]4;1;?\x07',
  '\x1b]52;c;?\x07', '\x1bP$qm\x1b\\', '\x1bP$q q\x1b\\', '\x1bP+q544e\x1b\\', '\x1bZ', '\x05',
];

async function answersTo(text: string, muted: boolean): Promise<string> {
  const term = new Terminal({ allowProposedApi: true });
  if (muted) mute(term.parser);
  let answers = '';
  term.onData((data) => (answers += data));
  await new Promise<void>((done) => term.write(text, done));
  return answers;
}

test('without mute, xterm.js answers queries', async () => {
  assert.notEqual(await answersTo('\x1b[c\x1b[6n', false), '');
});

for (const query of QUERIES) {
  test(`a mute terminal does not answer ${JSON.stringify(query)}`, async () => {
    assert.equal(await answersTo(query, true), '');
  });
}

test('colours are still set', async () => {
  const term = new Terminal({ allowProposedApi: true });
  mute(term.parser);
  await new Promise<void>((done) => term.write('\x1b[31mred\x1b]4;1;#00ff00\x07', done));
  assert.equal(term.buffer.active.getLine(0)?.translateToString(true), 'red');
});
