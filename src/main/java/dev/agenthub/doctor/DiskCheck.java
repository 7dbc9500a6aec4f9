package dev.agenthub.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** There is room for what the hub and its agents write. */
final class DiskCheck implements Check {

    private static final long MEBI = 1 << 20;
    private static final long LITTLE = 1024 * MEBI;
    private static final long TOO_LITTLE = 100 * MEBI;

    @Override
    public List<Finding> look(DoctorContext here) {
        return Stream.of(here.layout().root(), existing(here.paths().stateDir())).distinct().map(DiskCheck::judge).toList();
    }

    /** The folder, or the first above it that is there. */
    private static Path existing(Path folder) {
        return Files.exists(folder) || folder.getParent() == null ? folder : existing(folder.getParent());
    }

    private static Finding judge(Path folder) {
        try {
            return judge(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException unknown) {
            return Finding.warn("disk", "The room for " + folder + " is not known: " + unknown.getMessage(), "See df " + folder + ".");
        }
    }

    static Finding judge(Path folder, long bytes) {
        var text = "%d MiB are free for %s".formatted(bytes / MEBI, folder);
        var cure = "Free some: docker system df shows what the engine holds.";
        return bytes < TOO_LITTLE ? Finding.fail("disk", "Only " + text + ".", cure)
                : bytes < LITTLE ? Finding.warn("disk", "Only " + text + ".", cure) : Finding.ok("disk", text);
    }
}
