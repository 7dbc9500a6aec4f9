package dev.agenthub.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.docker.http.Endpoint;
import dev.agenthub.docker.http.PemFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The address of a Docker Engine.
 *
 * @param address {@code unix:///path} or {@code tcp://host:port}
 * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; present only with TLS
 */
public record DockerHost(URI address, Optional<Path> certificates) {

    private static final String FALLBACK = "unix:///var/run/docker.sock";

    public DockerHost {
        var scheme = address.getScheme() == null ? "" : address.getScheme();
        var supported = switch (scheme) {
            case "unix" -> address.getPath() != null && address.getPath().startsWith("/");
            case "tcp" -> address.getHost() != null;
            default -> false;
        };
        if (!supported) {
            throw new IllegalArgumentException("The Docker Engine's address " + address
                    + " is not supported: set DOCKER_HOST to unix:///path/to/docker.sock or tcp://host:port"
                    + " (for ssh, forward the socket).");
        }
    }

    /**
     * Finds the engine that the {@code docker} command would use: {@code DOCKER_HOST} (with {@code DOCKER_TLS_VERIFY}
     * and {@code DOCKER_CERT_PATH}), then the context of {@code DOCKER_CONTEXT} or of Docker's configuration, then a
     * rootless engine's socket, then {@value #FALLBACK}. Depends only on the environment and the files it names.
     *
     * @throws IllegalArgumentException with a user-facing message if the configuration is invalid
     */
    public static DockerHost find(Map<String, String> environment) {
        var configured = environment.getOrDefault("DOCKER_HOST", "");
        if (!configured.isBlank()) {
            return new DockerHost(parse(configured), tlsOf(environment));
        }
        return context(environment).or(() -> rootless(environment)).orElseGet(() -> DockerHost.of(FALLBACK));
    }

    /** A host without TLS. */
    public static DockerHost of(String address) {
        return new DockerHost(parse(address), Optional.empty());
    }

    /** {@return the path of the engine's Unix socket, if it has one} */
    Optional<Path> socketFile() {
        return address.getScheme().equals("unix") ? Optional.of(Path.of(address.getPath())) : Optional.empty();
    }

    /** @throws IllegalArgumentException with a user-facing message if the certificates cannot be used */
    Endpoint endpoint() {
        if (socketFile().isPresent()) {
            return new Endpoint.UnixSocket(socketFile().get());
        }
        return certificates.<Endpoint>map(folder -> new Endpoint.Tls(address.getHost(), port(), tls(folder)))
                .orElseGet(() -> new Endpoint.Tcp(address.getHost(), port()));
    }

    int port() {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return certificates.isPresent() ? 2376 : 2375;
    }

    private static SSLContext tls(Path folder) {
        try {
            return new PemFiles(folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem")).load();
        } catch (IOException e) {
            throw new IllegalArgumentException("The TLS certificates for the Docker Engine in " + folder
                    + " cannot be loaded (" + e + "): check DOCKER_CERT_PATH.", e);
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private static Optional<Path> tlsOf(Map<String, String> environment) {
        if (environment.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank()) {
            return Optional.empty();
        }
        var path = environment.getOrDefault("DOCKER_CERT_PATH", "");
        return Optional.of(path.isBlank() ? configFolder(environment) : Path.of(path));
    }

    private static Optional<DockerHost> rootless(Map<String, String> environment) {
        var runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return Optional.of(runtime).filter(text -> !text.isBlank()).map(text -> Path.of(text, "docker.sock"))
                .filter(Files::exists).map(socket -> DockerHost.of("unix://" + socket));
    }

    /** Docker names a context's folders by the SHA-256 of the context's name. */
    private static Optional<DockerHost> context(Map<String, String> environment) {
        var folder = configFolder(environment);
        var name = environment.getOrDefault("DOCKER_CONTEXT", "");
        if (name.isBlank()) {
            name = json(folder.resolve("config.json")).map(config -> config.path("currentContext").asText()).orElse("");
        }
        if (name.isBlank() || name.equals("default")) {
            return Optional.empty();
        }
        var id = sha256(name);
        var endpoint = json(folder.resolve("contexts/meta").resolve(id).resolve("meta.json"))
                .map(meta -> meta.path("Endpoints").path("docker").path("Host").asText()).orElse("");
        if (endpoint.isBlank()) {
            throw new IllegalArgumentException("Docker's current context " + name + " does not exist in " + folder
                    + ": choose another (docker context use …) or set DOCKER_HOST.");
        }
        var tls = folder.resolve("contexts/tls").resolve(id).resolve("docker");
        return Optional.of(new DockerHost(parse(endpoint), Optional.of(tls).filter(Files::isDirectory)));
    }

    /** {@return the folder of the {@code docker} command's configuration} */
    static Path configFolder(Map<String, String> environment) {
        var folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return folder.isBlank() ? Path.of(environment.getOrDefault("HOME", "/"), ".docker") : Path.of(folder);
    }

    private static Optional<JsonNode> json(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new IllegalArgumentException("Docker's configuration " + file
                    + " cannot be read: fix it or set DOCKER_HOST.", e);
        }
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The Docker Engine's address " + text
                    + " is not a URI: set DOCKER_HOST to unix:///path/to/docker.sock or tcp://host:port.", e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
