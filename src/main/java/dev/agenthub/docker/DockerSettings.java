package dev.agenthub.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerConfigFile;
import com.github.dockerjava.core.NameParser;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * docker-java's configuration: no API version, and the credentials of {@code docker login} for pulls, read afresh each
 * time. docker-java's own configuration would add a second TLS stack (Bouncy Castle) and a second lookup of the engine.
 */
record DockerSettings(DockerHost host, ObjectMapper json) implements DockerClientConfig {

    DockerSettings(DockerHost host) {
        this(host, DockerClientConfig.getDefaultObjectMapper());
    }

    @Override
    public URI getDockerHost() {
        return host.address();
    }

    @Override
    public RemoteApiVersion getApiVersion() {
        return RemoteApiVersion.UNKNOWN_VERSION;
    }

    /** {@return the login for the image's registry, or null} */
    @Override
    public AuthConfig effectiveAuthConfig(String image) {
        var repository = NameParser.parseRepositoryTag(image).repos;
        return logins().resolveAuthConfig(NameParser.resolveRepositoryName(repository).hostname);
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return logins().getAuthConfigurations();
    }

    private DockerConfigFile logins() {
        var folder = DockerHost.configFolder(System.getenv());
        try {
            return DockerConfigFile.loadConfig(json, folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Docker's configuration in " + folder
                    + " cannot be read: fix it, or run docker login again.", e);
        }
    }

    @Override
    public ObjectMapper getObjectMapper() {
        return json;
    }

    @Override
    public String getRegistryUsername() {
        return null;
    }

    @Override
    public String getRegistryPassword() {
        return null;
    }

    @Override
    public String getRegistryEmail() {
        return null;
    }

    @Override
    public String getRegistryUrl() {
        return null;
    }

    /** Deprecated by docker-java, and without a default. */
    @Override
    @SuppressWarnings("deprecation")
    public SSLConfig getSSLConfig() {
        return null;
    }
}
