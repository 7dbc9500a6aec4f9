/** Reads recordings in asciicast v2 or v3 format: a header line, then one event per line. */

export interface CastEvent {
  /** In seconds from the beginning. */
  at: number;
  kind: 'output' | 'size';
  data: string;
}

export interface Cast {
  cols: number;
  rows: number;
  seconds: number;
  events: CastEvent[];
}

/** Longer pauses are shortened to this, in seconds. */
const MAX_PAUSE = 2;

/**
 * @param maxPause in seconds
 * @throws Error if the text is not a recording
 */
export function parseCast(text: string, maxPause = MAX_PAUSE): Cast {
  const [first = '', ...lines] = text.split('\n');
  const header = parsed(first) as { version?: unknown; width?: number; height?: number; term?: { cols?: number; rows?: number } } | null;
  const version = header?.version;
  const cols = version === 3 ? header?.term?.cols : header?.width;
  const rows = version === 3 ? header?.term?.rows : header?.height;
  if ((version !== 2 && version !== 3) || typeof cols !== 'number' || typeof rows !== 'number') {
    throw new Error('Not a recording in asciicast v2 or v3 format.');
  }
  const events: CastEvent[] = [];
  let seconds = 0;
  let before = 0;
  for (const line of lines) {
    // The last line of a running recording may be incomplete.
    const event = line === '' || line.startsWith('#') ? null : parsed(line);
    if (!Array.isArray(event) || typeof event[0] !== 'number' || typeof event[2] !== 'string') continue;
    const pause = version === 3 ? event[0] : event[0] - before;
    if (version === 2) before = event[0];
    seconds += Math.min(maxPause, Math.max(0, pause));
    if (event[1] === 'o') events.push({ at: seconds, kind: 'output', data: event[2] });
    else if (event[1] === 'r') events.push({ at: seconds, kind: 'size', data: event[2] });
  }
  return { cols, rows, seconds, events };
}

/** Parses the data of a `size` event: `100x30`. */
export function castSize(data: string): { cols: number; rows: number } | null {
  const match = /^(\d{1,4})x(\d{1,4})$/.exec(data);
  return match === null ? null : { cols: Number(match[1]), rows: Number(match[2]) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
