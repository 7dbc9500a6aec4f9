package dev.agenthub.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Whoever may write to the engine's socket is as good as root: this user must, and not everybody may. */
final class SocketCheck implements Check {

    private static final String UNIX = "unix://";

    @Override
    public List<Finding> look(DoctorContext here) {
        var host = here.environment().getOrDefault("DOCKER_HOST", "");
        if (!host.isBlank() && !host.startsWith(UNIX)) {
            return List.of();
        }
        var socket = host.isBlank() ? here.system().resolve("var/run/docker.sock") : Path.of(host.substring(UNIX.length()));
        try {
            return Files.exists(socket) ? List.of(judge(socket)) : List.of();
        } catch (IOException | UnsupportedOperationException unknown) {
            return List.of(Finding.warn("engine socket", "The permissions of " + socket + " cannot be read: " + unknown.getMessage(),
                    "See ls -l " + socket + "."));
        }
    }

    private static Finding judge(Path socket) throws IOException {
        if (!Files.isWritable(socket)) {
            return Finding.fail("engine socket", "You may not write to " + socket + ".",
                    "sudo usermod -aG docker $USER, then log in anew.");
        }
        return Files.getPosixFilePermissions(socket).contains(PosixFilePermission.OTHERS_WRITE)
                ? Finding.warn("engine socket", "Everybody on this machine may write to " + socket + ", and so become root.",
                        "sudo chmod o-rwx " + socket)
                : Finding.ok("engine socket", socket + " is yours to use, and not everybody's");
    }
}
