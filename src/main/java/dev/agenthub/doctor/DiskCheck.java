package dev.agenthub.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks the free disk space. */
final class DiskCheck implements Check {

    private static final long MEBI = 1 << 20;
    private static final long WARN_BELOW = 1024 * MEBI;
    private static final long FAIL_BELOW = 100 * MEBI;

    @Override
    public List<Finding> run(DoctorContext context) {
        return Stream.of(context.layout().root(), existing(context.paths().stateDir())).distinct().map(DiskCheck::judge)
                .toList();
    }

    /** The folder, or its nearest ancestor that exists. */
    private static Path existing(Path folder) {
        return Files.exists(folder) || folder.getParent() == null ? folder : existing(folder.getParent());
    }

    private static Finding judge(Path folder) {
        try {
            return judge(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Finding.warn("disk", "The free space of " + folder + " is unknown: " + e.getMessage() + ".",
                    "See df " + folder + ".");
        }
    }

    static Finding judge(Path folder, long bytes) {
        var text = "%d MiB free for %s".formatted(bytes / MEBI, folder);
        var cure = "Free some space; docker system df shows what the engine uses.";
        return bytes < FAIL_BELOW ? Finding.fail("disk", "Only " + text + ".", cure)
                : bytes < WARN_BELOW ? Finding.warn("disk", "Only " + text + ".", cure) : Finding.ok("disk", text);
    }
}
