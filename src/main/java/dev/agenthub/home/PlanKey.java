package dev.agenthub.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The key of the plan hash, an HMAC that is stored as a container label. The key keeps environment values from being
 * guessed from the label. Created at the first start; if lost, containers are recreated at their next start. Blocking.
 */
public final class PlanKey {

    private static final int BYTES = 32;

    private PlanKey() {
    }

    /** Reads the key; creates a new one if it is missing or truncated. */
    public static byte[] readOrMake(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file)) {
                var key = Files.readAllBytes(file);
                if (key.length == BYTES) {
                    return key;
                }
                Files.delete(file); // truncated, as by a full disk
            }
            return make(file);
        } catch (FileAlreadyExistsException e) {
            return readOrMake(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file %s cannot be used: %s".formatted(file, e), e);
        }
    }

    private static byte[] make(Path file) throws IOException {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(key));
        }
        return key;
    }
}
