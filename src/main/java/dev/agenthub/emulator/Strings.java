package dev.agenthub.emulator;

/** Collects OSC and DCS strings and dispatches them when complete; drops the other kinds. */
final class Strings {
    /** The maximum length in bytes; a longer string is read to its end and dropped. */
    static final int MAX = 64 * 1024;
    private static final int TYPICAL_SIZE = 256;

    private final OscDispatch osc;
    private final Replies replies;
    private final Bytes content = new Bytes(TYPICAL_SIZE);
    private int kind;
    private boolean tooLong;

    Strings(OscDispatch osc, Replies replies) {
        this.osc = osc;
        this.replies = replies;
    }

    /** @param introducer the letter after ESC */
    void begin(int introducer) {
        kind = introducer;
        content.clear();
        // SOS, PM and APC have no meaning here.
        tooLong = introducer != ']' && introducer != 'P';
    }

    /** In xterm, BEL ends only an OSC. */
    boolean endsWithBell() {
        return kind == ']';
    }

    void put(int octet) {
        if (hasRoom(1)) {
            content.add(octet);
        }
    }

    void put(byte[] character, int length) {
        if (hasRoom(length)) {
            content.add(character, 0, length);
        }
    }

    void cancel() {
        content.release(TYPICAL_SIZE);
    }

    void end(boolean bell) {
        if (!tooLong) {
            if (kind == ']') {
                osc.dispatch(content, bell);
            } else {
                deviceControl(content.toString());
            }
        }
        content.release(TYPICAL_SIZE);
    }

    private boolean hasRoom(int count) {
        tooLong |= content.length() + count > MAX;
        return !tooLong;
    }

    /** Only the queries DECRQSS and XTGETTCAP are supported; pictures and the like are dropped. */
    private void deviceControl(String text) {
        if (text.startsWith("$q")) {
            replies.setting(text.substring(2));
        } else if (text.startsWith("+q")) {
            for (var hex : text.substring(2).split(";")) {
                if (hex.matches("([0-9A-Fa-f]{2}){1,64}")) {
                    replies.capability(decode(hex), hex);
                }
            }
        }
    }

    private static String decode(String hex) {
        var text = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            text.append((char) Integer.parseInt(hex, i, i + 2, 16));
        }
        return text.toString();
    }
}
