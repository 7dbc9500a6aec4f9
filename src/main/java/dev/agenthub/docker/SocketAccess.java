package dev.agenthub.docker;

import dev.agenthub.engine.EngineFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Examines access to the engine's socket, which amounts to root: this user needs it, and others must not have it. */
final class SocketAccess {

    private static final String SUBJECT = "engine socket";

    private SocketAccess() {
    }

    /** {@return the finding; empty if the engine has no socket or it does not exist} */
    static Optional<EngineFinding> examine(DockerHost host) {
        return host.socketFile().filter(Files::exists).map(SocketAccess::examine);
    }

    private static EngineFinding examine(Path socket) {
        try {
            if (!Files.isWritable(socket)) {
                return EngineFinding.fail(SUBJECT, "You may not write to " + socket + ".",
                        "sudo usermod -aG docker $USER, then log in again.");
            }
            return Files.getPosixFilePermissions(socket).contains(PosixFilePermission.OTHERS_WRITE)
                    ? EngineFinding.warn(SUBJECT,
                            "Every user of this machine can write to " + socket + ", and so become root.",
                            "sudo chmod o-rwx " + socket)
                    : EngineFinding.ok(SUBJECT, socket + " is accessible to you but not to everyone");
        } catch (IOException | UnsupportedOperationException e) {
            return EngineFinding.warn(SUBJECT, "The permissions of " + socket + " cannot be read: " + e.getMessage(),
                    "See ls -l " + socket + ".");
        }
    }
}
