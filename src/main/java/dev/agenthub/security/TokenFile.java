package dev.agenthub.security;

import dev.agenthub.storage.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** Stores the token in a file readable only by its owner. Blocking. */
public final class TokenFile {

    /** The file cannot be used. The message says why and what to do, and never quotes the file. */
    public static final class Unusable extends RuntimeException {

        private Unusable(String message) {
            super(message, null, false, false);
        }
    }

    private static final int MAX_BYTES = 4096;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{32,}");

    private TokenFile() {
    }

    /**
     * Reads the token; creates the file with a new one if it is missing.
     *
     * @throws Unusable if the file can be neither read nor created, or holds no valid token
     */
    public static Token readOrMake(Path file) {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return make(file);
        } catch (IOException e) {
            throw new Unusable(("The token file %s cannot be read: %s. Make it readable for the hub's user, or remove "
                    + "it and the next start creates a new one.").formatted(file, PrivateFile.describe(e)));
        }
    }

    private static Token make(Path file) {
        var token = Token.random();
        try {
            new PrivateFile(file).create((token.value() + "\n").getBytes(StandardCharsets.US_ASCII));
            return token;
        } catch (FileAlreadyExistsException e) {
            // The hub of another project has just created it.
            return readOrMake(file);
        } catch (IOException e) {
            throw new Unusable(("The token file %s cannot be created: %s. Free disk space and make the folder "
                    + "writable, or set HUB_STATE_DIR to another folder.").formatted(file, PrivateFile.describe(e)));
        }
    }

    private static Token read(Path file) throws IOException {
        var value = new String(new PrivateFile(file).read(MAX_BYTES), StandardCharsets.US_ASCII).strip();
        if (!TOKEN.matcher(value).matches()) {
            throw new Unusable("The token file %s is %s: remove it, and the next start creates a new one."
                    .formatted(file, value.isEmpty() ? "empty" : "corrupted"));
        }
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        if (!Files.getPosixFilePermissions(file).equals(ownerOnly)) {
            Files.setPosixFilePermissions(file, ownerOnly);
        }
        return new Token(value);
    }
}
