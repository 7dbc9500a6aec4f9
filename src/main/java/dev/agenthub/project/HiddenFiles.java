package dev.agenthub.project;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the files of a project that are hidden from agents. Skips folders that agents write: their content is the
 * agents' own, and a million files in them must not hinder the search. Does not follow links. Blocks; limited in
 * entries and time.
 */
final class HiddenFiles {

    /** About the size of a large company's repository without {@code node_modules}. */
    private static final int MAX_ENTRIES = 300_000;
    private static final Duration MAX_DURATION = Duration.ofSeconds(10);
    /** Folders filled by version control and package managers. */
    private static final Set<String> SKIPPED = Set.of(".git", "node_modules");

    private final Path root;
    private final HiddenNames names;
    private final int maxEntries;

    /**
     * The result of a search.
     *
     * @param paths absolute, with links resolved
     * @param warning a user-facing sentence if the search was incomplete
     */
    record Found(SortedSet<Path> paths, Optional<String> warning) {
    }

    /** @param root with links resolved */
    HiddenFiles(Path root, HiddenNames names) {
        this(root, names, MAX_ENTRIES);
    }

    HiddenFiles(Path root, HiddenNames names, int maxEntries) {
        this.root = root;
        this.names = names;
        this.maxEntries = maxEntries;
    }

    /** Searches the project except these folders. */
    Found find(Set<Path> except) {
        return walk(except, Integer.MAX_VALUE);
    }

    /** Searches only the entries of the project's root. */
    Found findAtRoot() {
        return walk(Set.of(), 1);
    }

    private Found walk(Set<Path> except, int depth) {
        var search = new Search(except);
        try {
            Files.walkFileTree(root, Set.of(), depth, search);
        } catch (IOException e) {
            search.warning = "%s cannot be searched for files to hide: %s".formatted(root, e);
        }
        return new Found(search.found, Optional.ofNullable(search.warning));
    }

    private final class Search extends SimpleFileVisitor<Path> implements FileVisitor<Path> {

        private final Set<Path> except;
        private final SortedSet<Path> found = new TreeSet<>();
        private final long deadline = System.nanoTime() + MAX_DURATION.toNanos();
        private int entries;
        private String warning;

        private Search(Set<Path> except) {
            this.except = except;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (except.contains(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!folder.equals(root) && names.matches(name(folder))) {
                found.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return SKIPPED.contains(name(folder)) ? FileVisitResult.SKIP_SUBTREE : count(folder);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (names.matches(name(file))) {
                add(file, attributes);
            }
            return count(file);
        }

        /** Ignores what the hub cannot open: an agent, the same user with fewer rights, cannot open it either. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        /** Hides a link's target, which a container can see only if it is in the project. */
        private void add(Path file, BasicFileAttributes attributes) {
            if (!attributes.isSymbolicLink()) {
                found.add(file);
                return;
            }
            try {
                var real = file.toRealPath();
                if (real.startsWith(root) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(real);
                }
            } catch (IOException dangling) {
                // Without a target there is nothing to hide.
            }
        }

        private FileVisitResult count(Path at) {
            if (++entries > maxEntries || System.nanoTime() - deadline > 0) {
                warning = ("The project is too large to be searched for files to hide. The hub stopped after %d files, "
                        + "at %s; agents can read the rest.").formatted(entries, root.relativize(at));
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
