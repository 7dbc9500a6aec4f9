// Shows bytes in xterm.js, or plays an asciicast there with the core of asciinema's player, and prints the screen.
// Each line of input is a request, each line of output its answer:
//   {"new": true, "cols": C, "rows": R}   a fresh terminal, for the following requests
//   {"write": BASE64}
//   {"play": TEXT}                        a whole asciicast, in a terminal of its recorded size
import { createInterface } from 'node:readline';
import { readdirSync } from 'node:fs';
import headless from '@xterm/headless';
import unicode11 from '@xterm/addon-unicode11';

const SCROLLBACK = 1000;
let terminal;
let title;

function fresh(cols, rows) {
  terminal?.dispose();
  title = '';
  terminal = new headless.Terminal({ cols, rows, scrollback: SCROLLBACK, allowProposedApi: true });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  terminal.onTitleChange(next => { title = next; });
}

const written = data => new Promise(done => terminal.write(data, done));

// The player's package exports its page only; its core needs none.
async function play(text) {
  const folder = new URL('node_modules/asciinema-player/dist/', import.meta.url);
  const { C: Core } = await import(new URL(readdirSync(folder).find(name => /^core-.*\.js$/.test(name)), folder));
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const core = new Core({ data: () => new Response(text) }, { logger: quiet, speed: 1e6, autoPlay: true });
  const happened = [];
  const ended = new Promise((resolve, reject) => {
    core.addEventListener('ended', resolve);
    core.addEventListener('error', reject);
  });
  core.addEventListener('reset', ({ size }) => happened.push(() => fresh(size.cols, size.rows)));
  core.addEventListener('resize', ({ cols, rows }) => happened.push(() => terminal.resize(cols, rows)));
  core.addEventListener('output', pieces => happened.push(() => written([pieces].flat().join(''))));
  core.terminalReady();
  await core.init();
  await ended;
  for (const step of happened) {
    await step();
  }
}

function colour(isDefault, isPalette, value) {
  if (isDefault) return 'default';
  return isPalette ? String(value) : '#' + value.toString(16).padStart(6, '0');
}

// A style begins in angle brackets; the blanks of the default style at the end of a line are left out.
function line(row, cols) {
  let text = '';
  let shown = 0;
  let before = '';
  let cell;
  for (let x = 0; x < cols; x++) {
    cell = row.getCell(x, cell);
    if (cell.getWidth() === 0) continue;
    const flags = [['bold', cell.isBold()], ['dim', cell.isDim()], ['italic', cell.isItalic()], ['blink', cell.isBlink()],
      ['inverse', cell.isInverse()], ['hidden', cell.isInvisible()], ['strike', cell.isStrikethrough()], ['overline', cell.isOverline()],
      ['underline', cell.isUnderline()]].filter(([, is]) => is).map(([name]) => name).join(' ');
    const style = `${colour(cell.isFgDefault(), cell.isFgPalette(), cell.getFgColor())} `
      + `${colour(cell.isBgDefault(), cell.isBgPalette(), cell.getBgColor())} ${flags}`;
    if (style !== before) text += `<${style}>`;
    before = style;
    text += cell.getChars() || ' ';
    if ((cell.getChars() || ' ') !== ' ' || style !== 'default default ') shown = text.length;
  }
  return text.slice(0, shown);
}

function screen() {
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: terminal.rows }, (_, y) => line(buffer.getLine(buffer.baseY + y), terminal.cols));
  const main = terminal.buffer.normal;
  const scrollback = Array.from({ length: main.baseY }, (_, y) => main.getLine(y).translateToString(true).trimEnd());
  const modes = terminal.modes;
  return { lines, scrollback, row: buffer.cursorY, col: buffer.cursorX, cursor: !terminal._core.coreService.isCursorHidden,
    alternate: buffer.type === 'alternate', title, modes: [modes.applicationCursorKeysMode, modes.bracketedPasteMode,
      modes.originMode, modes.insertMode, modes.wraparoundMode, modes.sendFocusMode, modes.mouseTrackingMode].join(' ') };
}

for await (const request of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(request);
  if (asked.new) fresh(asked.cols, asked.rows);
  if (asked.write) await written(Buffer.from(asked.write, 'base64'));
  if (asked.play) await play(asked.play);
  console.log(JSON.stringify(screen()));
}
