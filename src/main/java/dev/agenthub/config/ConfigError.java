package dev.agenthub.config;

/** An invalid configuration. The message is one sentence with the key, the value and what is allowed. */
public final class ConfigError extends RuntimeException {

    public ConfigError(String message) {
        super(message, null, false, false);
    }

    static ConfigError of(String key, Object value, String allowed) {
        return new ConfigError("%s is '%s', but must be %s.".formatted(key, value, allowed));
    }
}
