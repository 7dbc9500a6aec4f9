package dev.agenthub.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where the token lies between starts: a file that only its owner reads. Blocking. */
public final class TokenFile {

    private TokenFile() {
    }

    /** The token in the file; made with a new one where there is none. */
    public static Token readOrMake(Path file) {
        try {
            Files.createDirectories(file.getParent());
            var fresh = Token.random();
            try {
                make(file, fresh);
                return fresh;
            } catch (FileAlreadyExistsException e) {
                return read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The token file %s cannot be used: %s".formatted(file, e), e);
        }
    }

    private static void make(Path file, Token token) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly)) {
            channel.write(ByteBuffer.wrap((token.value() + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static Token read(Path file) throws IOException {
        if (!Files.getPosixFilePermissions(file).equals(PosixFilePermissions.fromString("rw-------"))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        var value = Files.readString(file).strip();
        if (value.length() < 32) {
            throw new IOException("it holds no token; remove it, and the next start makes a new one");
        }
        return new Token(value);
    }
}
