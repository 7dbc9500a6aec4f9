/** How a terminal lies in its window. */

export interface Box {
  width: number;
  height: number;
}

export interface Grid {
  cols: number;
  rows: number;
}

/** The bounds that the hub has for a terminal. */
const LEAST: Grid = { cols: 2, rows: 2 };
const MOST: Grid = { cols: 1000, rows: 500 };
const SMALLEST_FONT = 4;

/** The most cells that a window holds, within the hub's bounds; null where it has no room at all. */
export function cellsThatFit(window: Box, cell: Box): Grid | null {
  if (!(cell.width > 0 && cell.height > 0 && window.width > 0 && window.height > 0)) return null;
  return {
    cols: clamp(Math.floor(window.width / cell.width), LEAST.cols, MOST.cols),
    rows: clamp(Math.floor(window.height / cell.height), LEAST.rows, MOST.rows),
  };
}

/**
 * The font size at which somebody else's terminal fits into the window whole: never larger than the person's own.
 *
 * @param cell at the font size `at`
 */
export function fontThatFits(window: Box, cell: Box, at: number, grid: Grid, own: number): number {
  const scale = Math.min(window.width / (grid.cols * cell.width), window.height / (grid.rows * cell.height));
  if (!Number.isFinite(scale) || scale <= 0) return own;
  return Math.max(SMALLEST_FONT, Math.min(own, Math.floor(at * scale * 4) / 4));
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
