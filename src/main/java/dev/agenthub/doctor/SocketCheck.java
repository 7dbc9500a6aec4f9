package dev.agenthub.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Checks access to the engine's socket, which amounts to root: this user needs it, and others must not have it. */
final class SocketCheck implements Check {

    private static final String UNIX = "unix://";

    @Override
    public List<Finding> run(DoctorContext context) {
        var host = context.environment().getOrDefault("DOCKER_HOST", "");
        if (!host.isBlank() && !host.startsWith(UNIX)) {
            return List.of();
        }
        var socket = host.isBlank() ? context.system().resolve("var/run/docker.sock")
                : Path.of(host.substring(UNIX.length()));
        try {
            return Files.exists(socket) ? List.of(judge(socket)) : List.of();
        } catch (IOException | UnsupportedOperationException e) {
            return List.of(Finding.warn("engine socket",
                    "The permissions of " + socket + " cannot be read: " + e.getMessage(),
                    "See ls -l " + socket + "."));
        }
    }

    private static Finding judge(Path socket) throws IOException {
        if (!Files.isWritable(socket)) {
            return Finding.fail("engine socket", "You may not write to " + socket + ".",
                    "sudo usermod -aG docker $USER, then log in again.");
        }
        return Files.getPosixFilePermissions(socket).contains(PosixFilePermission.OTHERS_WRITE)
                ? Finding.warn("engine socket",
                        "Every user of this machine can write to " + socket + ", and so become root.",
                        "sudo chmod o-rwx " + socket)
                : Finding.ok("engine socket", socket + " is accessible to you but not to everyone");
    }
}
