package dev.agenthub.emulator;

/** Collects the strings of OSC and DCS, hands them on when they are complete, and drops the other kinds. */
final class Strings {
    /** A string with more bytes is read to its end and dropped whole. */
    static final int MAX = 64 * 1024;
    private static final int USUAL = 256;

    private final OscDispatch osc;
    private final Replies replies;
    private final Bytes content = new Bytes(USUAL);
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
        // SOS, PM and APC have no meaning here that would be worth keeping.
        tooLong = introducer != ']' && introducer != 'P';
    }

    /** xterm lets BEL end an OSC, and nothing else. */
    boolean endsWithBell() {
        return kind == ']';
    }

    void put(int octet) {
        if (room(1)) {
            content.add(octet);
        }
    }

    void put(byte[] character, int length) {
        if (room(length)) {
            content.add(character, 0, length);
        }
    }

    void cancel() {
        content.release(USUAL);
    }

    void end(boolean bell) {
        if (!tooLong) {
            if (kind == ']') {
                osc.dispatch(content, bell);
            } else {
                deviceControl(content.toString());
            }
        }
        content.release(USUAL);
    }

    private boolean room(int count) {
        tooLong |= content.length() + count > MAX;
        return !tooLong;
    }

    /** All that is known are two questions, DECRQSS and XTGETTCAP; pictures and the like are dropped. */
    private void deviceControl(String text) {
        if (text.startsWith("$q")) {
            replies.setting(text.substring(2));
        } else if (text.startsWith("+q")) {
            for (String hex : text.substring(2).split(";")) {
                if (hex.matches("([0-9A-Fa-f]{2}){1,64}")) {
                    replies.capability(decode(hex), hex);
                }
            }
        }
    }

    private static String decode(String hex) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            text.append((char) Integer.parseInt(hex, i, i + 2, 16));
        }
        return text.toString();
    }
}
