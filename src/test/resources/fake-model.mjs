#!/usr/bin/env node
// A fake model for Claude Code in tests: answers each message with "You said: …" and its last words. Needs no network.
// Usage: fake-model.mjs [PORT] [ADDRESS]; prints "listening on ADDRESS:PORT" when ready (port 0: any free one).
import { createServer } from 'node:http';

const [port = '0', address = '127.0.0.1'] = process.argv.slice(2);

const lastWords = ({ messages = [] }) => {
  const content = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const texts = typeof content === 'string' ? [content] : content.filter(({ type }) => type === 'text').map(({ text }) => text);
  return (texts.at(-1) ?? '').trim().slice(-200);
};

const reply = (model, content, stop_reason = null) => ({
  id: 'msg_fake', type: 'message', role: 'assistant', model, content, stop_reason, stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
});

function* events(model, text) {
  yield { type: 'message_start', message: reply(model, []) };
  yield { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
  for (const piece of text.match(/\S+\s*/g) ?? []) {
    yield { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } };
  }
  yield { type: 'content_block_stop', index: 0 };
  yield { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } };
  yield { type: 'message_stop' };
}

function answer(path, body, response) {
  const json = (status, value) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (path.endsWith('/count_tokens')) return json(200, { input_tokens: 1 });
  if (!path.endsWith('/v1/messages')) return json(404, { type: 'error', error: { type: 'not_found_error', message: path } });
  const message = JSON.parse(body);
  const text = `You said: ${lastWords(message)}`;
  if (!message.stream) return json(200, reply(message.model, [{ type: 'text', text }], 'end_turn'));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events(message.model, text)) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.end();
}

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  try {
    answer(new URL(request.url, 'http://fake').pathname, body, response);
  } catch (problem) {
    response.writeHead(400).end(String(problem));
  }
});
server.listen(Number(port), address, () => console.log(`listening on ${address}:${server.address().port}`));
