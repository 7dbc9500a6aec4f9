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
 * Secrets that become environment variables of agents' programs: {@code {folder}/NAME} for all agents, {@code {folder}/{agent}/NAME} for
 * one, which wins. A file's bytes are the value, without one newline at the end. Folders are their owner's alone (0700), files too (0600);
 * anything else is refused rather than used. No message holds a value. Blocking.
 */
public final class Secrets {

    /** More than this no program can be given in one variable (the kernel's MAX_ARG_STRLEN, less the name). */
    private static final int LONGEST = 120_000;

    private final Path folder;

    /** @param folder may be missing: then there are no secrets */
    public Secrets(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /**
     * The agent's secrets, by name.
     *
     * @throws ProjectError where one of them cannot be used, with its path and the cure
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

    /** The names of the agent's secrets as far as they can be read; nothing is opened. */
    public Set<String> names(AgentId agent) {
        var names = new TreeSet<String>();
        for (var place : Set.of(folder, folder.resolve(agent.value()))) {
            try (var entries = Files.list(place)) {
                entries.filter(Files::isRegularFile).forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException none) {
                continue;
            }
        }
        return names;
    }

    private static void read(Path place, boolean holdsAgents, Map<String, String> values) {
        var own = attributes(place);
        if (!own.isDirectory()) {
            throw new ProjectError("%s must be a folder of secrets, and is none: remove it, or name another with hub.secrets-dir."
                    .formatted(place));
        }
        ownersAlone(place, own, "rwx------", "chmod 700 " + place);
        try (var entries = Files.newDirectoryStream(place)) {
            for (var entry : entries) {
                var attributes = attributes(entry);
                if (!(holdsAgents && attributes.isDirectory())) {
                    values.put(name(entry), value(entry, attributes));
                }
            }
        } catch (IOException e) {
            throw new ProjectError("The secrets in %s cannot be read: %s".formatted(place, e), e);
        }
    }

    private static String name(Path file) {
        var name = file.getFileName().toString();
        if (!isName(name)) {
            throw new ProjectError("%s cannot be a secret: its name must be a variable's, of letters, digits and _, such as ANTHROPIC_API_KEY. "
                    .formatted(file) + "Rename or remove it.");
        }
        return name;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
    }

    private static String value(Path file, PosixFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw new ProjectError("%s cannot be a secret: it must be a plain file, no link or folder. Put the value into it.".formatted(file));
        }
        ownersAlone(file, attributes, "rw-------", "chmod 600 " + file);
        // Its folder is the owner's alone, so that nobody else can put something in its place between the look and this.
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return text(file, bytes(file, channel));
        } catch (IOException e) {
            throw new ProjectError("The secret %s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static ByteBuffer bytes(Path file, SeekableByteChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(LONGEST + 1);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            continue;
        }
        if (!buffer.hasRemaining()) {
            throw new ProjectError("%s is too long for a secret: an environment variable holds at most %d bytes.".formatted(file, LONGEST));
        }
        return buffer.flip();
    }

    private static String text(Path file, ByteBuffer bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.indexOf('\0') >= 0) {
                throw new ProjectError("%s holds a NUL byte, which no environment variable can: write its text again.".formatted(file));
            }
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new ProjectError("%s is not UTF-8 text: write its value again, or encode it (base64).".formatted(file));
        }
    }

    private static void ownersAlone(Path path, PosixFileAttributes attributes, String mode, String cure) {
        var is = PosixFilePermissions.toString(attributes.permissions());
        if (!me().equals(attributes.owner())) {
            throw new ProjectError("%s belongs to %s, and secrets must be the hub's user's own: chown it, or remove it."
                    .formatted(path, attributes.owner().getName()));
        }
        if (!is.equals(mode)) {
            throw new ProjectError("%s holds secrets and has mode %s, but must be its owner's alone (%s): %s".formatted(path, is, mode, cure));
        }
    }

    private static Object me() {
        try {
            return Files.getOwner(Path.of("/proc/self"));
        } catch (IOException e) {
            throw new ProjectError("The hub cannot tell which user it runs as: /proc/self cannot be read: %s".formatted(e), e);
        }
    }

    private static PosixFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new ProjectError("The secret %s went away while it was read: start the agent again.".formatted(path), e);
        } catch (IOException e) {
            throw new ProjectError("%s cannot be looked at: %s".formatted(path, e), e);
        }
    }
}
