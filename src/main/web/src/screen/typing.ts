/** The hub accepts 64 KiB per message; a UTF-16 unit takes at most 3 bytes in UTF-8. */
const MAX_UNITS = 16_384;

/** Splits input into pieces that the hub accepts, without splitting surrogate pairs. */
export function pieces(text: string, max = MAX_UNITS): string[] {
  const found: string[] = [];
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + max);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to -= 1;
    found.push(text.slice(from, to));
    from = to;
  }
  return found;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Whether this is a focus report of the terminal, not typed input. */
export function isFocusReport(data: string): boolean {
  return data === '\x1b[I' || data === '\x1b[O';
}

/** The control character of a key, such as `^C` for `c`; null if there is none. */
export function control(key: string): string | null {
  const code = key.toUpperCase().charCodeAt(0);
  if (key.length !== 1) return null;
  if (code >= 0x40 && code <= 0x5f) return String.fromCharCode(code - 0x40);
  return key === ' ' ? '\x00' : key === '?' ? '\x7f' : null;
}
