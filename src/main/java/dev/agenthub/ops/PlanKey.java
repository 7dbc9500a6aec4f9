package dev.agenthub.ops;

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
 * The key that hides variables' values in the hash of a container's plan, a label that everybody may read who may ask the engine. Made at
 * the first start; where it is lost, containers are made again at their next start, and nothing else happens. Blocking.
 */
final class PlanKey {

    private static final int BYTES = 32;

    private PlanKey() {
    }

    /** The key in the file; a new one where there is none, or less than one. */
    static byte[] readOrMake(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file)) {
                var key = Files.readAllBytes(file);
                if (key.length == BYTES) {
                    return key;
                }
                Files.delete(file); // a full disk has cut it short
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
