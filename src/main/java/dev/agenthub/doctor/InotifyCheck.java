package dev.agenthub.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The kernel lets this user watch enough folders: without that, tasks are found late. */
final class InotifyCheck implements Check {

    /** Editors and browsers of the same user take thousands. */
    private static final long ENOUGH_WATCHES = 8_192;
    private static final long ENOUGH_INSTANCES = 64;

    @Override
    public List<Finding> look(DoctorContext here) {
        var folder = here.system().resolve("proc/sys/fs/inotify");
        return List.of(judge(folder.resolve("max_user_watches"), ENOUGH_WATCHES),
                judge(folder.resolve("max_user_instances"), ENOUGH_INSTANCES));
    }

    static Finding judge(Path file, long enough) {
        var key = "fs.inotify." + file.getFileName();
        // Not Files.readString: it reads what seems empty byte by byte, and the kernel hands such a file out in one piece only.
        try (var reader = Files.newBufferedReader(file)) {
            var allowed = Long.parseLong(String.valueOf(reader.readLine()).strip());
            return allowed >= enough ? Finding.ok("inotify", key + " is " + allowed)
                    : Finding.warn("inotify", key + " is only " + allowed + ": inboxes may be noticed late.",
                            "sudo sysctl " + key + "=" + enough + ", and for good in /etc/sysctl.d.");
        } catch (NoSuchFileException notLinux) {
            return Finding.ok("inotify", "this system has none; inboxes are looked at in turn");
        } catch (IOException | NumberFormatException unreadable) {
            return Finding.warn("inotify", file + " cannot be read.", "See sysctl " + key + ".");
        }
    }
}
