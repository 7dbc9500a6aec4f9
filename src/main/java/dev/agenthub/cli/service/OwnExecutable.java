package dev.agenthub.cli.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How this very program is started again: the native executable, or {@code java -jar} with the jar it came from. */
public final class OwnExecutable {

    private static final Path SELF = Path.of("/proc/self");

    private OwnExecutable() {}

    /** The program and the arguments before the verb; paths are absolute. */
    public static List<String> ofThisProcess() {
        try {
            Path executable = executable(typed(), Files.readSymbolicLink(SELF.resolve("exe")),
                    Path.of("").toAbsolutePath(), Optional.ofNullable(System.getenv("PATH")).orElse(""));
            boolean isNative = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
            return isNative ? List.of(executable.toString())
                    : List.of(executable.toString(), "-jar", Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot tell which program this is.", unreadable);
        }
    }

    /**
     * The path by which the person knows the program, so that a link that points to the newest version goes on doing
     * so; {@code running} where that leads elsewhere.
     *
     * @param typed   the program's name as it was typed
     * @param running the file that really runs
     */
    static Path executable(String typed, Path running, Path workingDir, String path) {
        Stream<Path> candidates = typed.contains("/") ? Stream.of(workingDir.resolve(typed))
                : Stream.of(path.split(":")).filter(folder -> folder.startsWith("/")).map(folder -> Path.of(folder, typed));
        return candidates.filter(candidate -> isSame(candidate, running)).map(Path::normalize).findFirst().orElse(running);
    }

    private static boolean isSame(Path candidate, Path running) {
        try {
            return Files.isSameFile(candidate, running);
        } catch (IOException absent) {
            return false;
        }
    }

    private static String typed() throws IOException {
        String words = new String(Files.readAllBytes(SELF.resolve("cmdline")), StandardCharsets.UTF_8);
        return words.substring(0, Math.max(0, words.indexOf('\0')));
    }
}
