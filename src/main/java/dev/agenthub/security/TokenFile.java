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

/** Where the token lies between starts: a file that only its owner reads. Blocking. */
public final class TokenFile {

    /** The file cannot be used; the message says which and what to do, for people, and nothing of what is in it. */
    public static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Unusable(String message) {
            super(message, null, false, false);
        }
    }

    private static final int LONGEST = 4096;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{32,}");

    private TokenFile() {
    }

    /**
     * The token in the file; made with a new one where there is none.
     *
     * @throws Unusable where it can be neither read nor made, or holds no token
     */
    public static Token readOrMake(Path file) {
        try {
            return read(file);
        } catch (NoSuchFileException none) {
            return make(file);
        } catch (IOException e) {
            throw new Unusable("The token file %s cannot be read: %s. Let the hub's user read it, or remove it, and the next start makes a new one."
                    .formatted(file, PrivateFile.why(e)));
        }
    }

    private static Token make(Path file) {
        var fresh = Token.random();
        try {
            new PrivateFile(file).create((fresh.value() + "\n").getBytes(StandardCharsets.US_ASCII));
            return fresh;
        } catch (FileAlreadyExistsException otherHub) {
            // One of another project made it in this moment.
            return readOrMake(file);
        } catch (IOException e) {
            throw new Unusable("The token file %s cannot be made: %s. Make room there and let the hub write there, or set HUB_STATE_DIR to another folder."
                    .formatted(file, PrivateFile.why(e)));
        }
    }

    private static Token read(Path file) throws IOException {
        var value = new String(new PrivateFile(file).read(LONGEST), StandardCharsets.US_ASCII).strip();
        if (!TOKEN.matcher(value).matches()) {
            throw new Unusable("The token file %s holds no token, it is %s: remove it, and the next start makes a new one."
                    .formatted(file, value.isEmpty() ? "empty" : "damaged"));
        }
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        if (!Files.getPosixFilePermissions(file).equals(ownerOnly)) {
            Files.setPosixFilePermissions(file, ownerOnly);
        }
        return new Token(value);
    }
}
