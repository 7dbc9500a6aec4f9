package dev.agenthub.cli.attach;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.emulator.Emulator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The size in characters of a window, or of a terminal that is shown in one. */
public record WindowSize(int cols, int rows) {

    private static final Pattern STTY = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

    /** The request to give the terminal this size, or the nearest one that it can have. */
    ClientMessage.Resize resize(AgentId agent) {
        return new ClientMessage.Resize(agent, Math.clamp(cols, Emulator.MIN_SIZE, Emulator.MAX_COLS),
                Math.clamp(rows, Emulator.MIN_SIZE, Emulator.MAX_ROWS), Optional.empty());
    }

    /** Parses the output of {@code stty size}. Empty if the terminal does not know its size. */
    static Optional<WindowSize> ofStty(String text) {
        var size = STTY.matcher(text.strip());
        return size.matches()
                ? Optional.of(new WindowSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1))))
                        .filter(known -> known.cols > 0 && known.rows > 0)
                : Optional.empty();
    }
}
