package dev.agenthub.doctor;

import dev.agenthub.config.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Checks that only its owner can read the token, which gives full access to the hub. */
final class TokenCheck implements Check {

    @Override
    public List<Finding> run(DoctorContext context) {
        return List.of(judge(context));
    }

    private static Finding judge(DoctorContext context) {
        if (context.config().auth() == HubConfig.Auth.NONE) {
            return Finding.warn("token", "hub.auth=none: every user and program on this machine has full access.",
                    "Set hub.auth=token.");
        }
        var file = context.paths().token();
        if (context.config().token().isPresent()) {
            return Finding.ok("token", "set by hub.token");
        }
        if (!Files.exists(file)) {
            return Finding.ok("token", "not generated yet; the first start does that");
        }
        try {
            var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return mode.equals("rw-------") ? Finding.ok("token", file + " is readable only by you")
                    : Finding.fail("token", file + " can be opened by other users (" + mode + ").", "chmod 600 " + file
                            + "; if someone may have read it, remove it and restart the hub.");
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.warn("token", "The permissions of " + file + " cannot be read.", "See ls -l " + file + ".");
        }
    }
}
