package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads secrets, which become environment variables of agents' programs: {@code {folder}/NAME} for all agents,
 * overridden by {@code {folder}/{agent}/NAME}. The value is the file's content without one trailing newline. Folders
 * must have mode 0700 and files 0600; anything else is rejected. No message contains a value. Blocks.
 */
public final class Secrets {

    /** In bytes; the kernel's limit for a variable (MAX_ARG_STRLEN), less its name. */
    private static final int MAX_BYTES = 120_000;

    private final Path folder;

    /** @param folder if missing, there are no secrets */
    public Secrets(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /**
     * Reads the agent's secrets, by name.
     *
     * @throws ProjectError if one cannot be used; the message has its path and the fix
     */
    public Map<String, String> of(AgentId agent) {
        var values = new TreeMap<String, String>();
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            read(folder, true, values);
            if (Files.exists(folder.resolve(agent.value()), LinkOption.NOFOLLOW_LINKS)) {
                read(folder.resolve(agent.value()), false, values);
            }
        }
        return values;
    }

    /** Lists the names of the agent's secrets without opening them; ignores folders that cannot be read. */
    public Set<String> names(AgentId agent) {
        var names = new TreeSet<String>();
        for (var each : Set.of(folder, folder.resolve(agent.value()))) {
            try (var entries = Files.list(each)) {
                entries.filter(Files::isRegularFile).forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException unreadable) {
                continue;
            }
        }
        return names;
    }

    private static void read(Path folder, boolean hasAgentFolders, Map<String, String> values) {
        var own = attributes(folder);
        if (!own.isDirectory()) {
            throw new ProjectError("%s must be a folder of secrets: remove it, or name another with hub.secrets-dir."
                    .formatted(folder));
        }
        requirePrivate(folder, own, "rwx------", "chmod 700 " + folder);
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                var attributes = attributes(entry);
                if (!(hasAgentFolders && attributes.isDirectory())) {
                    values.put(name(entry), value(entry, attributes));
                }
            }
        } catch (IOException e) {
            throw new ProjectError("The secrets in %s cannot be read: %s".formatted(folder, e), e);
        }
    }

    private static String name(Path file) {
        var name = file.getFileName().toString();
        if (!isName(name)) {
            throw new ProjectError(("%s is not a valid secret: its name must be a variable name of letters, digits and "
                    + "_, such as ANTHROPIC_API_KEY. Rename or remove it.").formatted(file));
        }
        return name;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
                        || c >= '0' && c <= '9');
    }

    private static String value(Path file, PosixFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw new ProjectError("%s is not a valid secret: it must be a plain file, not a link or folder."
                    .formatted(file));
        }
        requirePrivate(file, attributes, "rw-------", "chmod 600 " + file);
        // The folder is private, so nobody else can replace the file between the check and the read.
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return text(file, bytes(file, channel));
        } catch (IOException e) {
            throw new ProjectError("The secret %s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static ByteBuffer bytes(Path file, SeekableByteChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(MAX_BYTES + 1);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            continue;
        }
        if (!buffer.hasRemaining()) {
            throw new ProjectError("%s is too long for a secret: an environment variable holds at most %d bytes."
                    .formatted(file, MAX_BYTES));
        }
        return buffer.flip();
    }

    private static String text(Path file, ByteBuffer bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.indexOf('\0') >= 0) {
                throw new ProjectError("%s contains a NUL byte, which no variable can hold: write it again as text."
                        .formatted(file));
            }
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new ProjectError("%s is not UTF-8 text: write it again, or encode it (base64).".formatted(file));
        }
    }

    private static void requirePrivate(Path path, PosixFileAttributes attributes, String mode, String fix) {
        var actual = PosixFilePermissions.toString(attributes.permissions());
        if (!currentUser().equals(attributes.owner())) {
            throw new ProjectError("%s belongs to %s, but secrets must belong to the hub's user: chown or remove it."
                    .formatted(path, attributes.owner().getName()));
        }
        if (!actual.equals(mode)) {
            throw new ProjectError("%s holds secrets and has mode %s, but must have mode %s: %s"
                    .formatted(path, actual, mode, fix));
        }
    }

    private static Object currentUser() {
        try {
            return Files.getOwner(Path.of("/proc/self"));
        } catch (IOException e) {
            throw new ProjectError("The hub cannot determine its user: /proc/self cannot be read: %s".formatted(e), e);
        }
    }

    private static PosixFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new ProjectError("The secret %s was removed: start the agent again.".formatted(path), e);
        } catch (IOException e) {
            throw new ProjectError("%s cannot be accessed: %s".formatted(path, e), e);
        }
    }
}
