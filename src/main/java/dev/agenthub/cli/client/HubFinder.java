package dev.agenthub.cli.client;

import dev.agenthub.config.HubConfig;
import dev.agenthub.home.RuntimeFile;
import dev.agenthub.security.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Finds the hub's address and the token for it.
 *
 * <p>The address is {@code --hub}, else {@code HUB_URL}, else that in the runtime file of a running hub, else
 * {@code HUB_HOST} and {@code HUB_PORT} (default {@code 127.0.0.1:9000}). The token is {@code HUB_TOKEN}, else the
 * content of the token file.
 *
 * <p>The token file is for this machine's hub, so its token is sent only to loopback addresses and to the address in
 * the runtime file. A {@code .env} may come from an untrusted project, so an address on another machine that is set
 * there gets only a token from the same {@code .env}.
 */
public final class HubFinder {

    private final Environment environment;

    public HubFinder(Environment environment) {
        this.environment = environment;
    }

    private enum Origin { USER, RUNTIME_FILE, DOT_ENV }

    private record Target(URI url, Origin origin) {
    }

    /**
     * @param option the value of {@code --hub}
     * @throws IllegalArgumentException if a configured address or token is invalid
     */
    public HubAddress find(Optional<String> option) {
        var target = target(option);
        return new HubAddress(target.url, tokenFor(target));
    }

    /** The token of this machine's hub, for the user. */
    public Optional<Token> token() {
        return environment.get("HUB_TOKEN").map(Token::new).or(this::tokenFile);
    }

    /** The runtime file, if the hub that wrote it is running. */
    public Optional<RuntimeFile> running() {
        var file = environment.paths().runtimeFile();
        try {
            return RuntimeFile.read(file).filter(hub -> hub.process(file).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }

    private Target target(Optional<String> option) {
        Optional<String> named = option.or(() -> environment.fromProcess("HUB_URL"));
        if (named.isPresent()) {
            return new Target(HubAddress.url(named.get()), Origin.USER);
        }
        Optional<RuntimeFile> running = running();
        if (running.isPresent()) {
            return new Target(running.get().url(),
                    environment.isOnlyInDotEnv("HUB_STATE_DIR") ? Origin.DOT_ENV : Origin.RUNTIME_FILE);
        }
        var host = environment.get("HUB_HOST").orElse(HubConfig.DEFAULT_HOST);
        var port = environment.get("HUB_PORT").orElse(HubConfig.DEFAULT_PORT);
        return new Target(HubAddress.url("http://" + bracketed(host) + ":" + port),
                environment.isOnlyInDotEnv("HUB_HOST") ? Origin.DOT_ENV : Origin.USER);
    }

    /** Brackets IPv6 addresses. */
    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private Optional<Token> tokenFor(Target target) {
        boolean local = HubAddress.isLoopback(target.url);
        if (target.origin == Origin.DOT_ENV && !local && !environment.isOnlyInDotEnv("HUB_TOKEN")) {
            return Optional.empty();
        }
        Optional<Token> given = environment.get("HUB_TOKEN").map(Token::new);
        return given.isPresent() || !(local || target.origin == Origin.RUNTIME_FILE) ? given : tokenFile();
    }

    private Optional<Token> tokenFile() {
        var file = environment.paths().token();
        try {
            return Optional.of(new Token(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the token file " + file + ".", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The token file " + file + " is invalid: " + e.getMessage());
        }
    }
}
