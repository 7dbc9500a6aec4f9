package dev.agenthub.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Converts {@code true} and {@code false}, and rejects any other word instead of reading it as false. */
public final class StrictBooleanConverter implements Converter<Boolean> {

    @Override
    public Boolean convert(String text) {
        return switch (text.strip()) {
            case "" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }
}
