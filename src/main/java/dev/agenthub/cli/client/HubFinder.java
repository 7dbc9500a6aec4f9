package dev.agenthub.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import dev.agenthub.ops.RuntimeFile;

/**
 * Finds the hub and the token for it.
 *
 * <p>The address is {@code --hub}, else {@code HUB_URL}, else what the runtime file of a living hub says, else
 * {@code HUB_HOST} and {@code HUB_PORT} (default {@code 127.0.0.1:9000}). The token is {@code HUB_TOKEN}, else the
 * content of the token file.
 *
 * <p>A secret goes only where its owner sent it. The token file is for this machine's hub, so it is shown to a loopback
 * address or to the address in the runtime file and to no other. A {@code .env} comes with a folder that somebody else
 * may have made, so an address on another machine that it names gets no token but one from that same {@code .env}.
 */
public final class HubFinder {

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final String DEFAULT_PORT = "9000";

    private final Environment environment;

    public HubFinder(Environment environment) {
        this.environment = environment;
    }

    private enum Origin { PERSON, HUB, FOLDER }

    private record Place(URI url, Origin origin) {}

    /**
     * @param option what {@code --hub} says, if it was given
     * @throws IllegalArgumentException when an address or a token that was given is none
     */
    public HubAddress find(Optional<String> option) {
        Place place = place(option);
        return new HubAddress(place.url, tokenFor(place));
    }

    /** The token of this machine's hub, for the person who asked to see it. */
    public Optional<BearerToken> token() {
        return environment.get("HUB_TOKEN").map(BearerToken::new).or(this::tokenFile);
    }

    /** The runtime file, when the hub that wrote it lives. */
    public Optional<RuntimeFile> running() {
        Path file = environment.paths().runtimeFile();
        try {
            return RuntimeFile.read(file).filter(hub -> hub.process(file).isPresent());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file + ".", unreadable);
        }
    }

    private Place place(Optional<String> option) {
        Optional<String> named = option.or(() -> environment.fromProcess("HUB_URL"));
        if (named.isPresent()) {
            return new Place(HubAddress.url(named.get()), Origin.PERSON);
        }
        Optional<RuntimeFile> running = running();
        if (running.isPresent()) {
            return new Place(running.get().url(),
                    environment.isFromFolder("HUB_STATE_DIR") ? Origin.FOLDER : Origin.HUB);
        }
        String host = environment.get("HUB_HOST").orElse(DEFAULT_HOST);
        String port = environment.get("HUB_PORT").orElse(DEFAULT_PORT);
        return new Place(HubAddress.url("http://" + reachable(host) + ":" + port),
                environment.isFromFolder("HUB_HOST") ? Origin.FOLDER : Origin.PERSON);
    }

    /** A hub that listens on every address is reached on the loopback one. */
    private static String reachable(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return switch (bare) {
            case "0.0.0.0" -> DEFAULT_HOST;
            case "::" -> "[::1]";
            default -> bare.contains(":") ? "[" + bare + "]" : bare;
        };
    }

    private Optional<BearerToken> tokenFor(Place place) {
        boolean local = HubAddress.isLoopback(place.url);
        if (place.origin == Origin.FOLDER && !local && !environment.isFromFolder("HUB_TOKEN")) {
            return Optional.empty();
        }
        Optional<BearerToken> given = environment.get("HUB_TOKEN").map(BearerToken::new);
        return given.isPresent() || !(local || place.origin == Origin.HUB) ? given : tokenFile();
    }

    private Optional<BearerToken> tokenFile() {
        Path file = environment.paths().token();
        try {
            return Optional.of(new BearerToken(Files.readString(file).strip()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the token in " + file + ".", unreadable);
        } catch (IllegalArgumentException damaged) {
            throw new IllegalArgumentException("The token in " + file + " is damaged: " + damaged.getMessage());
        }
    }
}
