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
 * Finds what a project hides from its agents. Folders that agents write are not looked into: what is there is theirs, and a million files
 * there must not keep the rest from being found. Links are not followed. Blocking, bounded in entries and time.
 */
final class HiddenFiles {

    /** A repository of a large company has this many outside of {@code node_modules}. */
    private static final int MOST_ENTRIES = 300_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** What version control and package managers fill. */
    private static final Set<String> NOT_LOOKED_INTO = Set.of(".git", "node_modules");

    private final Path root;
    private final HiddenNames names;
    private final int mostEntries;

    /**
     * What was found.
     *
     * @param paths absolute, their links followed
     * @param unseen why not everything was looked at, for people
     */
    record Found(SortedSet<Path> paths, Optional<String> unseen) {
    }

    /** @param root with its links followed */
    HiddenFiles(Path root, HiddenNames names) {
        this(root, names, MOST_ENTRIES);
    }

    HiddenFiles(Path root, HiddenNames names, int mostEntries) {
        this.root = root;
        this.names = names;
        this.mostEntries = mostEntries;
    }

    /** Looks everywhere but in these folders. */
    Found find(Set<Path> except) {
        return walk(except, Integer.MAX_VALUE);
    }

    /** Looks at the entries of the project root only. */
    Found findAtRoot() {
        return walk(Set.of(), 1);
    }

    private Found walk(Set<Path> except, int depth) {
        var search = new Search(except);
        try {
            Files.walkFileTree(root, Set.of(), depth, search);
        } catch (IOException e) {
            search.unseen = "%s cannot be looked through for files to hide: %s".formatted(root, e);
        }
        return new Found(search.found, Optional.ofNullable(search.unseen));
    }

    private final class Search extends SimpleFileVisitor<Path> implements FileVisitor<Path> {

        private final Set<Path> except;
        private final SortedSet<Path> found = new TreeSet<>();
        private final long deadline = System.nanoTime() + LONGEST.toNanos();
        private int entries;
        private String unseen;

        private Search(Set<Path> except) {
            this.except = except;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (except.contains(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!folder.equals(root) && names.hide(name(folder))) {
                found.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return NOT_LOOKED_INTO.contains(name(folder)) ? FileVisitResult.SKIP_SUBTREE : count(folder);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (names.hide(name(file))) {
                add(file, attributes);
            }
            return count(file);
        }

        /** What cannot be opened by the hub cannot be opened by an agent, which runs as the same user with fewer rights. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        /** Of a link, what it leads to is hidden: a container sees that only where it lies in the project. */
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
                // It leads to nothing, so that there is nothing to hide.
            }
        }

        private FileVisitResult count(Path at) {
            if (++entries > mostEntries || System.nanoTime() - deadline > 0) {
                unseen = "The project is too large to be looked through for files to hide: after %d files, at %s, the hub stopped. "
                        .formatted(entries, root.relativize(at)) + "Agents can read what lies behind.";
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
