package dev.agenthub.config;

import java.util.Set;

/** Validates the path at which a project is mounted in a container: it must not cover a system folder. */
final class ContainerRoot {

    static final String ALLOWED =
            "an absolute path without '.', '..', ':' or a trailing slash, and not a system folder";

    /** Folders that must not be mounted over. */
    private static final Set<String> SYSTEM = Set.of("/bin", "/boot", "/claude-config", "/dev", "/etc", "/home", "/lib",
            "/lib32", "/lib64", "/libx32", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr",
            "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/local", "/usr/local/bin", "/usr/local/lib", "/usr/sbin",
            "/usr/share", "/var", "/var/lib", "/var/run", "/var/tmp");

    /** Folders below which nothing may be mounted either. */
    private static final Set<String> SYSTEM_TREES = Set.of("/bin/", "/boot/", "/claude-config/", "/dev/", "/etc/",
            "/lib/", "/lib32/", "/lib64/", "/libx32/", "/proc/", "/run/", "/sbin/", "/sys/", "/usr/bin/",
            "/usr/lib/", "/usr/lib64/", "/usr/sbin/", "/var/run/");

    private ContainerRoot() {
    }

    static boolean allowed(String path) {
        return path.length() > 1 && path.startsWith("/") && isNormal(path) && !SYSTEM.contains(path)
                && SYSTEM_TREES.stream().noneMatch(path::startsWith);
    }

    private static boolean isNormal(String path) {
        var withEnd = path + "/";
        return !withEnd.contains("//") && !withEnd.contains("/./") && !withEnd.contains("/../")
                && path.chars().noneMatch(c -> c == ':' || Character.isISOControl(c));
    }
}
