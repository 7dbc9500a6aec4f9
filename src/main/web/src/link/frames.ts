/** Reads the frames of the subprotocol `agent-hub.binary.v1`. */

const ASCII = new TextDecoder('ascii');

export interface Output {
  agent: string;
  bytes: Uint8Array;
}

/** One byte length of the id, the id, the raw bytes; null where that is not what the frame holds. */
export function output(frame: ArrayBuffer): Output | null {
  const all = new Uint8Array(frame);
  const length = all[0];
  if (length === undefined || length === 0 || all.length < 1 + length) return null;
  return { agent: ASCII.decode(all.subarray(1, 1 + length)), bytes: all.subarray(1 + length) };
}
