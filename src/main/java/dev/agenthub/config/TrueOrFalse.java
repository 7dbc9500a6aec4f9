package dev.agenthub.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes {@code true} and {@code false} and nothing else: whoever writes another word means something that the hub would not do. */
public final class TrueOrFalse implements Converter<Boolean> {

    private static final long serialVersionUID = 1L;

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
