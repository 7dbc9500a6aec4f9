package dev.agenthub.emulator;

/** The escape or control sequence being read: its bytes for viewers and its parsed parts. */
final class Sequence {
    /** The maximum length in bytes; a longer sequence is dropped. */
    private static final int MAX_LENGTH = 512;
    private static final int MAX_INTERMEDIATES = 2;
    /** A private prefix is the third byte, after ESC and the bracket. */
    private static final int PREFIX_LENGTH = 3;

    private final Bytes bytes = new Bytes(MAX_LENGTH);
    private final Params params = new Params();
    private int prefix;
    private int intermediates;
    private int intermediateCount;
    private boolean malformed;

    /** Begins a sequence with its ESC. */
    void begin() {
        bytes.clear();
        bytes.add(0x1B);
        params.clear();
        prefix = 0;
        intermediates = 0;
        intermediateCount = 0;
        malformed = false;
    }

    void append(int octet) {
        if (bytes.length() == MAX_LENGTH) {
            malformed = true;
        } else {
            bytes.add(octet);
        }
    }

    /** Parses a byte of a control sequence before its last; it has already been appended. */
    void parameter(int octet) {
        if (octet < 0x30) {
            intermediate(octet);
        } else if (intermediateCount > 0) {
            malformed = true;
        } else if (octet <= '9') {
            params.digit(octet - '0');
        } else if (octet <= ';') {
            params.next(octet == ':');
        } else {
            malformed |= prefix != 0 || bytes.length() != PREFIX_LENGTH;
            prefix = octet;
        }
    }

    void intermediate(int octet) {
        malformed |= ++intermediateCount > MAX_INTERMEDIATES;
        intermediates = intermediates << 8 | octet;
    }

    /** Gives viewers the limited values: some would scroll a billion times if told to. */
    void rewrite(int last) {
        bytes.clear();
        bytes.ascii("\033[");
        if (prefix != 0) {
            bytes.add(prefix);
        }
        params.write(bytes);
        for (int shift = 8 * (MAX_INTERMEDIATES - 1); shift >= 0; shift -= 8) {
            if (intermediates >> shift != 0) {
                bytes.add(intermediates >> shift);
            }
        }
        bytes.add(last);
    }

    boolean isValid() {
        return !malformed && !params.overflow();
    }

    Bytes bytes() {
        return bytes;
    }

    Params params() {
        return params;
    }

    /** The first byte from {@code <} to {@code ?}, 0 for none. */
    int prefix() {
        return prefix;
    }

    /** The bytes from 0x20 to 0x2F before the last one, the nearest in the lowest 8 bits; 0 for none. */
    int intermediates() {
        return intermediates;
    }
}
