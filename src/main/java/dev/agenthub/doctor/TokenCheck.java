package dev.agenthub.doctor;

import dev.agenthub.config.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The token opens every door, so nobody but its owner may read it. It is not looked at. */
final class TokenCheck implements Check {

    @Override
    public List<Finding> look(DoctorContext here) {
        return List.of(judge(here));
    }

    private static Finding judge(DoctorContext here) {
        if (here.config().auth() == HubConfig.Auth.NONE) {
            return Finding.warn("token", "hub.auth is none: every program and user of this machine drives the team.",
                    "Set hub.auth=token.");
        }
        var file = here.paths().token();
        if (here.config().token().isPresent()) {
            return Finding.ok("token", "given by hub.token");
        }
        if (!Files.exists(file)) {
            return Finding.ok("token", "not made yet: the first start makes it");
        }
        try {
            var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return mode.equals("rw-------") ? Finding.ok("token", file + " is yours alone")
                    : Finding.fail("token", file + " can be opened by others (" + mode + ").", "chmod 600 " + file
                            + "; if others may have read it, remove it and restart the hub.");
        } catch (IOException | UnsupportedOperationException unknown) {
            return Finding.warn("token", "The permissions of " + file + " cannot be read.", "See ls -l " + file + ".");
        }
    }
}
