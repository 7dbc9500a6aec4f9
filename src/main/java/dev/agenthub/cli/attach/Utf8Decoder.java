package dev.agenthub.cli.attach;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a stream of UTF-8 chunks. Keeps a character that is split between chunks until it is complete. Replaces
 * malformed input with U+FFFD. One instance per stream.
 */
final class Utf8Decoder {

    private static final int MAX_PREFIX = 3;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] incomplete = new byte[0];

    String decode(byte[] chunk) {
        var in = ByteBuffer.allocate(incomplete.length + chunk.length).put(incomplete).put(chunk).flip();
        var out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, false);
        incomplete = new byte[Math.min(in.remaining(), MAX_PREFIX)];
        in.get(incomplete);
        return out.flip().toString();
    }
}
