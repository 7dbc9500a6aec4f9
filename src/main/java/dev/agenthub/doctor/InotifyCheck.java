package dev.agenthub.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Checks that the user may watch enough folders; otherwise tasks are noticed late. */
final class InotifyCheck implements Check {

    /** Editors and browsers of the same user take thousands. */
    private static final long ENOUGH_WATCHES = 8_192;
    private static final long ENOUGH_INSTANCES = 64;

    @Override
    public List<Finding> run(DoctorContext context) {
        var folder = context.system().resolve("proc/sys/fs/inotify");
        return List.of(judge(folder.resolve("max_user_watches"), ENOUGH_WATCHES),
                judge(folder.resolve("max_user_instances"), ENOUGH_INSTANCES));
    }

    static Finding judge(Path file, long enough) {
        var key = "fs.inotify." + file.getFileName();
        // Not Files.readString: proc files report size 0, so it reads byte by byte, but the kernel only serves them
        // whole.
        try (var reader = Files.newBufferedReader(file)) {
            var allowed = Long.parseLong(String.valueOf(reader.readLine()).strip());
            return allowed >= enough ? Finding.ok("inotify", key + " is " + allowed)
                    : Finding.warn("inotify", key + " is only " + allowed + ": new tasks may be noticed late.",
                            "sudo sysctl " + key + "=" + enough + "; make it permanent in /etc/sysctl.d.");
        } catch (NoSuchFileException e) {
            return Finding.ok("inotify", "not available; the hub polls inboxes instead");
        } catch (IOException | NumberFormatException e) {
            return Finding.warn("inotify", file + " cannot be read.", "See sysctl " + key + ".");
        }
    }
}
