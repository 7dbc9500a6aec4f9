package dev.agenthub.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Generates output of programs: mostly meaningful sequences, some broken ones, some noise. */
final class ProgramOutput {
    private static final String[] PRIVATE_MODES = {"1", "5", "6", "7", "12", "25", "47", "66", "69", "3", "9", "1000",
            "1002", "1003",
        "1004", "1005", "1006", "1007", "1015", "1016", "1047", "1048", "1049", "2004", "2026", "2031", "25;69;7",
        "6;1049"};
    private static final String[] STRINGS = {"]0;a title\007", "]2;tïtle\033\\", "]8;id=1;http://a/\033\\",
            "]8;;\033\\",
        "]8;;http://b/é\007", "]4;1;#ff0000\033\\", "]4;1;?;2;rgb:1/2/3\007", "]10;?\033\\", "]11;#102030\007",
        "]10;#111;?;#222\007",
        "]104\007", "]104;1\007", "]111\033\\", "]52;c;aGk=\007", "]52;c;?\033\\", "]7;file:///tmp\007", "]133;A\007",
        "]1337;x\007",
        "P$qm\033\\", "P$qr\033\\", "P$q q\033\\", "P+q436f;544e\033\\", "P1;2qsixel\033\\", "_Gi=1,a=q;AAAA\033\\",
        "Xsos\033\\",
        "^pm\033\\", "]0;broken\030", "]0;cut\033[2J", "]0;ctl\001\002x\007"};
    private static final String[] ESCAPES = {"7", "8", "=", ">", "D", "E", "H", "M", "N", "O", "n", "o", "c", "Z",
            "(0", "(B", ")0",
        ")B", "*0", "+A", "(A", "(K", "#8", "#3", "%@", " F", "l", "6"};
    private static final byte[][] BROKEN = {{(byte) 0xC3}, {(byte) 0xE2, (byte) 0x82},
            {(byte) 0xF0, (byte) 0x9F, (byte) 0x98},
        {(byte) 0x80}, {(byte) 0xFF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0x9B}, {0x1B}, {0x1B, '['},
        {0x1B, '[', '3'},
        {0x1B, ']', '0', ';'}, {0x1B, '(', }, {0x18}, {0x1A}, {0x1B, 0x1B}, {0x7F}, {0}, {5}};

    private ProgramOutput() {
    }

    /** Pieces of output, for {@link #join}. */
    static Arbitrary<List<byte[]>> pieces(int most) {
        return piece().list().ofMaxSize(most).withSizeDistribution(RandomDistribution.uniform());
    }

    static byte[] join(List<byte[]> pieces) {
        var all = new Bytes(256);
        pieces.forEach(piece -> all.add(piece, 0, piece.length));
        return all.toArray();
    }

    static Arbitrary<byte[]> piece() {
        Arbitrary<String> ascii = Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(30);
        Arbitrary<String> wide = Arbitraries.of("漢字", "é", "e\u0301", "👍🏽", "👩\u200D💻", "⚠\uFE0F", "가", "\u0301", "│─",
                "\u00AD", "a漢",
                "\u009B31m", "\u009D2;c1\u009C", "\u0085", "\u008D", "\uFFFD");
        Arbitrary<String> controls = Arbitraries.of("\r\n", "\n", "\r", "\b", "\t", "\007", "\016", "\017", "\013",
                "\n\n\n\n");
        Arbitrary<String> escapes = Arbitraries.of(ESCAPES).map(escape -> "\033" + escape);
        Arbitrary<String> strings = Arbitraries.of(STRINGS).map(string -> "\033" + string);
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(6);
        return Arbitraries.frequencyOf(
                Tuple.of(6, ascii.map(ProgramOutput::utf8)),
                Tuple.of(3, wide.map(ProgramOutput::utf8)),
                Tuple.of(4, controls.map(ProgramOutput::utf8)),
                Tuple.of(10, csi().map(ProgramOutput::utf8)),
                Tuple.of(3, sgr().map(ProgramOutput::utf8)),
                Tuple.of(3, modes().map(ProgramOutput::utf8)),
                Tuple.of(3, escapes.map(ProgramOutput::utf8)),
                Tuple.of(2, strings.map(ProgramOutput::utf8)),
                Tuple.of(2, Arbitraries.of(BROKEN)),
                Tuple.of(1, noise));
    }

    private static Arbitrary<String> csi() {
        Arbitrary<String> prefixes = Arbitraries.frequency(Tuple.of(12, ""), Tuple.of(1, "?"),
                Tuple.of(1, ">"), Tuple.of(1, "="), Tuple.of(1, "<"));
        Arbitrary<String> numbers = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(0, 12).map(String::valueOf)),
                Tuple.of(2, Arbitraries.of("", "22", "23", "999", "100000000000", "38:5:1", "0\n1")));
        Arbitrary<String> params = numbers.list().ofMaxSize(3).map(list -> String.join(";", list));
        Arbitrary<String> lasts = Arbitraries.of("@ABCDEFGHIJKLMPSTXZ`abcdefghjklmnqrstuxy".split(""))
                .map(String::valueOf);
        Arbitrary<String> intermediates = Arbitraries.frequency(Tuple.of(20, ""), Tuple.of(1, " "),
                Tuple.of(1, "!"), Tuple.of(1, "$"), Tuple.of(1, "\""));
        return Combinators.combine(prefixes, params, intermediates, lasts).as((a, b, c, d) -> "\033[" + a + b + c + d);
    }

    private static Arbitrary<String> sgr() {
        return Arbitraries.of("0", "1", "2", "3", "4", "4:3", "4:0", "7", "9", "21", "22", "31", "42", "53", "91",
                "103", "38;5;200",
                "48;2;1;2;3", "38:2::9:8:7", "38:2:9:8:7", "58:5:3", "58:2::1:2:3", "59", "48;5;999", "38", "99")
                .list().ofMaxSize(4).map(list -> "\033[" + String.join(";", list) + "m");
    }

    private static Arbitrary<String> modes() {
        Arbitrary<String> dec = Combinators.combine(Arbitraries.of(PRIVATE_MODES), Arbitraries.of("h", "l", "h", "$p"))
                .as((mode, set) -> "\033[?" + mode + set);
        return Arbitraries.oneOf(dec, dec,
                Arbitraries.of("\033[4h", "\033[4l", "\033[20h", "\033[20l", "\033[!p", "\033[2;4r", "\033[r",
                "\033[5n", "\033[6n", "\033[?6n", "\033[c", "\033[>c", "\033[=c", "\033[>q", "\033[?u", "\033[>5u",
                "\033[<u", "\033[=1;2u",
                "\033[18t", "\033[22;0t", "\033[23;0t", "\033[>4;2m", "\033[?4m", "\033[3 q", "\033[3g", "\033[g",
                "\033[3J", "\033[1;12H"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
