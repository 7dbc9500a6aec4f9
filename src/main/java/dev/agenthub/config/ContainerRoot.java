package dev.agenthub.config;

import java.util.Set;

/** Where a project may appear in a container: nowhere that hides what the container's programs, or the hub, need there. */
final class ContainerRoot {

    static final String ALLOWED = "an absolute path without '.', '..', ':' or a slash at its end, and no folder of the system";

    /** Nothing is to lie in their place. */
    private static final Set<String> OF_THE_SYSTEM = Set.of("/bin", "/boot", "/claude-config", "/dev", "/etc", "/home", "/lib", "/lib32",
            "/lib64", "/libx32", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/usr/bin", "/usr/lib",
            "/usr/lib64", "/usr/local", "/usr/local/bin", "/usr/local/lib", "/usr/sbin", "/usr/share", "/var", "/var/lib", "/var/run",
            "/var/tmp");

    /** Nor below them. */
    private static final Set<String> WITH_ALL_BELOW = Set.of("/bin/", "/boot/", "/claude-config/", "/dev/", "/etc/", "/lib/", "/lib32/",
            "/lib64/", "/libx32/", "/proc/", "/run/", "/sbin/", "/sys/", "/usr/bin/", "/usr/lib/", "/usr/lib64/", "/usr/sbin/", "/var/run/");

    private ContainerRoot() {
    }

    static boolean allowed(String path) {
        return path.length() > 1 && path.startsWith("/") && isNormal(path) && !OF_THE_SYSTEM.contains(path)
                && WITH_ALL_BELOW.stream().noneMatch(path::startsWith);
    }

    private static boolean isNormal(String path) {
        var withEnd = path + "/";
        return !withEnd.contains("//") && !withEnd.contains("/./") && !withEnd.contains("/../")
                && path.chars().noneMatch(c -> c == ':' || Character.isISOControl(c));
    }
}
