package dev.agenthub.cli.attach;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns chunks of bytes into text without ever splitting a character: the beginning of one at the end of a chunk waits
 * for the next. What is not UTF-8 becomes U+FFFD. One instance per stream.
 */
final class Utf8Decoder {

    private static final int LONGEST_PREFIX = 3;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] begun = new byte[0];

    String decode(byte[] chunk) {
        ByteBuffer in = ByteBuffer.allocate(begun.length + chunk.length).put(begun).put(chunk).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, false);
        begun = new byte[Math.min(in.remaining(), LONGEST_PREFIX)];
        in.get(begun);
        return out.flip().toString();
    }
}
