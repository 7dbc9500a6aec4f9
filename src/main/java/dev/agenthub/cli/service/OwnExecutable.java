package dev.agenthub.cli.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command that starts this program again: the native executable, or {@code java -jar} with its jar. */
public final class OwnExecutable {

    private static final Path SELF = Path.of("/proc/self");

    private OwnExecutable() {
    }

    /** The executable and the arguments before the hub's command. Paths are absolute. */
    public static List<String> ofThisProcess() {
        try {
            var executable = executable(typed(), Files.readSymbolicLink(SELF.resolve("exe")),
                    Path.of("").toAbsolutePath(), Optional.ofNullable(System.getenv("PATH")).orElse(""));
            boolean isNative = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
            return isNative ? List.of(executable.toString()) : List.of(executable.toString(), "-jar",
                    Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot determine the path of this program.", e);
        }
    }

    /**
     * The path by which the user invoked the program, so that a link to the newest version is kept; {@code running} if
     * that path is a different file.
     *
     * @param typed   the program's name, as typed
     * @param running the file that is running
     */
    static Path executable(String typed, Path running, Path workingDir, String path) {
        Stream<Path> candidates = typed.contains("/") ? Stream.of(workingDir.resolve(typed))
                : Stream.of(path.split(":")).filter(folder -> folder.startsWith("/"))
                        .map(folder -> Path.of(folder, typed));
        return candidates.filter(candidate -> isSame(candidate, running)).map(Path::normalize).findFirst()
                .orElse(running);
    }

    private static boolean isSame(Path candidate, Path running) {
        try {
            return Files.isSameFile(candidate, running);
        } catch (IOException e) {
            return false;
        }
    }

    private static String typed() throws IOException {
        var arguments = new String(Files.readAllBytes(SELF.resolve("cmdline")), StandardCharsets.UTF_8);
        return arguments.substring(0, Math.max(0, arguments.indexOf('\0')));
    }
}
