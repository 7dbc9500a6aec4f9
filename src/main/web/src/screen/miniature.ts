import type { IBufferCell, ITheme, Terminal } from '@xterm/xterm';
import { paletteColour, readable, THEMES, trueColour, type Shade } from './palette.ts';

export const MONOSPACE = 'ui-monospace, "JetBrains Mono", "Cascadia Code", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

const SAMPLE = 100;
let advance = 0;

/** Adjacent cells of the same style. */
interface Run {
  col: number;
  width: number;
  text: string;
  foreground: string;
  background: string | null;
  bold: boolean;
}

/** Draws a terminal's screen, scaled to the width of the canvas. */
export function drawMiniature(canvas: HTMLCanvasElement, term: Terminal, shade: Shade): void {
  const theme = THEMES[shade];
  const context = canvas.getContext('2d');
  if (context === null || canvas.clientWidth === 0) return;
  const width = Math.round(canvas.clientWidth * devicePixelRatio);
  const height = Math.round(canvas.clientHeight * devicePixelRatio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.fillStyle = theme.background ?? '#000';
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'middle';
  const buffer = term.buffer.active;
  // A full-screen program is shown whole, a shell by its latest lines.
  const whole = buffer.type === 'alternate';
  const cell = whole ? Math.min(width / term.cols, height / (term.rows * 2)) : width / term.cols;
  const room = Math.floor(height / (cell * 2));
  const first = whole ? 0 : Math.max(0, lastUsedRow(term) + 1 - room);
  const font = `${cell / advanceOf(context)}px ${MONOSPACE}`;
  const reused = buffer.getNullCell();
  for (let row = first; row < Math.min(term.rows, first + room); row++) {
    const line = buffer.getLine(buffer.baseY + row);
    if (line === undefined) continue;
    const at = (col: number): IBufferCell | undefined => line.getCell(col, reused);
    for (const run of runs(at, Math.min(line.length, term.cols), theme)) drawRun(context, run, row - first, cell, font, shade);
  }
}

function lastUsedRow(term: Terminal): number {
  const buffer = term.buffer.active;
  for (let row = term.rows - 1; row > buffer.cursorY; row--) {
    if (buffer.getLine(buffer.baseY + row)?.translateToString(true) !== '') return row;
  }
  return buffer.cursorY;
}

function drawRun(context: CanvasRenderingContext2D, run: Run, row: number, cell: number, font: string, shade: Shade): void {
  const x = run.col * cell;
  if (run.background !== null) {
    context.fillStyle = run.background;
    context.fillRect(x, row * cell * 2, run.width * cell, cell * 2);
  }
  if (run.text.trim() === '') return;
  context.fillStyle = run.background === null ? readable(run.foreground, shade) : run.foreground;
  context.font = run.bold ? `bold ${font}` : font;
  context.fillText(run.text, x, (row + 0.5) * cell * 2, run.width * cell);
}

/** The width of a character at font size 1. */
function advanceOf(context: CanvasRenderingContext2D): number {
  if (advance === 0) {
    context.font = `${SAMPLE}px ${MONOSPACE}`;
    advance = context.measureText('M').width / SAMPLE;
  }
  return advance;
}

function* runs(at: (col: number) => IBufferCell | undefined, cols: number, theme: ITheme): Generator<Run> {
  let run: Run | null = null;
  for (let col = 0; col < cols; col++) {
    const cell = at(col);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const style = styleOf(cell, theme);
    if (run !== null && run.foreground === style.foreground && run.background === style.background
      && run.bold === style.bold) {
      run.text += cell.getChars() || ' ';
      run.width += cell.getWidth();
    } else {
      if (run !== null) yield run;
      run = { col, width: cell.getWidth(), text: cell.getChars() || ' ', ...style };
    }
  }
  if (run !== null) yield run;
}

function styleOf(cell: IBufferCell, theme: ITheme): Pick<Run, 'foreground' | 'background' | 'bold'> {
  const front = colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor(), theme);
  const back = colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor(), theme);
  const inverse = cell.isInverse() !== 0;
  const foreground = (inverse ? back ?? theme.background : front ?? theme.foreground) ?? '';
  const background = inverse ? front ?? theme.foreground ?? '' : back;
  return { foreground: cell.isInvisible() !== 0 ? background ?? theme.background ?? '' : foreground, background, bold: cell.isBold() !== 0 };
}

function colour(isDefault: boolean, isTrue: boolean, value: number, theme: ITheme): string | null {
  if (isDefault) return null;
  return isTrue ? trueColour(value) : paletteColour(value, theme);
}
