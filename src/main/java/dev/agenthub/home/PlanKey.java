package dev.agenthub.home;

import dev.agenthub.storage.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The key of the plan hash, an HMAC that is stored as a container label. The key keeps environment values from being
 * guessed from the label. Created at the first start; if lost, containers are recreated at their next start. Blocking.
 */
public final class PlanKey {

    private static final int BYTES = 32;

    private PlanKey() {
    }

    /**
     * Reads the key; creates a new one if it is missing or truncated.
     *
     * @throws UncheckedIOException if the file can be neither read nor written
     */
    public static byte[] readOrMake(Path path) {
        var file = new PrivateFile(path);
        try {
            try {
                var key = file.read(BYTES);
                if (key.length == BYTES) {
                    return key;
                }
                var fresh = random();
                file.replace(fresh); // the old one was truncated
                return fresh;
            } catch (NoSuchFileException e) {
                var fresh = random();
                file.create(fresh);
                return fresh;
            }
        } catch (FileAlreadyExistsException e) {
            return readOrMake(path); // the hub of another project has just created it
        } catch (IOException e) {
            throw new UncheckedIOException("The key file %s cannot be used: %s"
                    .formatted(path, PrivateFile.describe(e)), e);
        }
    }

    private static byte[] random() {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
