/** Fits terminals into windows. */

export interface Box {
  width: number;
  height: number;
}

export interface Grid {
  cols: number;
  rows: number;
}

/** The hub's limits for terminal sizes. */
const MIN: Grid = { cols: 2, rows: 2 };
const MAX: Grid = { cols: 1000, rows: 500 };
const MIN_FONT = 4;

/** The cells that fit into a window, within the hub's limits; null if the window is empty. */
export function cellsThatFit(window: Box, cell: Box): Grid | null {
  if (!(cell.width > 0 && cell.height > 0 && window.width > 0 && window.height > 0)) return null;
  return {
    cols: clamp(Math.floor(window.width / cell.width), MIN.cols, MAX.cols),
    rows: clamp(Math.floor(window.height / cell.height), MIN.rows, MAX.rows),
  };
}

/**
 * The font size at which a terminal of another size fits into the window, at most the preferred size `own`.
 *
 * @param cell size of a cell at the font size `at`
 */
export function fontThatFits(window: Box, cell: Box, at: number, grid: Grid, own: number): number {
  const scale = Math.min(window.width / (grid.cols * cell.width), window.height / (grid.rows * cell.height));
  if (!Number.isFinite(scale) || scale <= 0) return own;
  return Math.max(MIN_FONT, Math.min(own, Math.floor(at * scale * 4) / 4));
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
