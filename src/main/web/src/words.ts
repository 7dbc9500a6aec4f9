/** Formats numbers and times for display. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the largest unit that fits: `now`, `42 s`, `5 min`, `3 h`, `2 d`. */
export function ago(instant: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(instant)) / 1000);
  if (Number.isNaN(seconds)) return '';
  if (seconds < 5) return 'now';
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

/** Like {@link ago}, for use after a verb: `just now`, `5 min ago`. */
export function longAgo(instant: string, now: number): string {
  const words = ago(instant, now);
  return words === 'now' ? 'just now' : `${words} ago`;
}

/** `0:07`, `12:30`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  return whole >= HOUR ? `${Math.floor(whole / HOUR)}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `312 B`, `4.1 kB`, `23 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1000, 'kB'] : [bytes / 1e6, 'MB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** `no tasks`, `1 task`, `7 tasks`. */
export function tasks(count: number): string {
  return count === 0 ? 'no tasks' : count === 1 ? '1 task' : `${count} tasks`;
}

/** Date and time in the browser's locale. */
export function dateTime(instant: string): string {
  return new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
