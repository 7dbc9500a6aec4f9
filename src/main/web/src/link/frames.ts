/** Reads the frames of the subprotocol `agent-hub.binary.v1`. */

const ASCII = new TextDecoder('ascii');

export interface Output {
  agent: string;
  bytes: Uint8Array;
}

/** Parses a frame: length of the id (1 byte), id, raw bytes; null if it is malformed. */
export function output(frame: ArrayBuffer): Output | null {
  const frameBytes = new Uint8Array(frame);
  const length = frameBytes[0];
  if (length === undefined || length === 0 || frameBytes.length < 1 + length) return null;
  return { agent: ASCII.decode(frameBytes.subarray(1, 1 + length)), bytes: frameBytes.subarray(1 + length) };
}
