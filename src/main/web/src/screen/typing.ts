/** The hub takes 64 KiB in a message; a character of a string is at most three bytes of it. */
const MOST = 16_384;

/** Long input in pieces that the hub takes; a pair of surrogates is never split. */
export function pieces(text: string, most = MOST): string[] {
  const found: string[] = [];
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + most);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to -= 1;
    found.push(text.slice(from, to));
    from = to;
  }
  return found;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** What a terminal says when its window gets or loses the focus, which nobody typed. */
export function isFocusReport(data: string): boolean {
  return data === '\x1b[I' || data === '\x1b[O';
}

/** The control character of a key: `c` is `^C`; null where there is none. */
export function control(key: string): string | null {
  const code = key.toUpperCase().charCodeAt(0);
  if (key.length !== 1) return null;
  if (code >= 0x40 && code <= 0x5f) return String.fromCharCode(code - 0x40);
  return key === ' ' ? '\x00' : key === '?' ? '\x7f' : null;
}
