package dev.agenthub.config;

import java.util.regex.Pattern;

/** Recognises loopback names and addresses without asking a name server. */
public final class Loopback {

    private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {
    }

    /** Whether {@code host}, without a port, is a loopback name or address. */
    public static boolean names(String host) {
        return "localhost".equalsIgnoreCase(host) || ADDRESS.matcher(host).matches() || "::1".equals(host)
                || "[::1]".equals(host);
    }
}
