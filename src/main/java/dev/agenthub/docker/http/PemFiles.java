package dev.agenthub.docker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * The files of a client's TLS configuration, as {@code openssl} writes them.
 *
 * @param authorities the certificates that the server's certificate must be signed by
 * @param certificate the client's certificate, with its chain
 * @param key the client's key, RSA or EC, without a password
 */
public record PemFiles(Path authorities, Path certificate, Path key) {

    /**
     * Reads the files.
     *
     * @throws IOException if a file cannot be read or used, with its path
     */
    public SSLContext load() throws IOException {
        try {
            var keys = new PemKeyCertOptions().addKeyValue(read(key)).addCertValue(read(certificate));
            var trust = new PemTrustOptions().addCertValue(read(authorities));
            var tls = SSLContext.getInstance("TLS");
            // Vert.x is needed only to read files by itself.
            tls.init(keys.getKeyManagerFactory(null).getKeyManagers(),
                    trust.getTrustManagerFactory(null).getTrustManagers(), null);
            return tls;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // what Vert.x declares
            throw new IOException("%s, %s or %s is not a usable PEM file: %s"
                    .formatted(authorities, certificate, key, e.getMessage()), e);
        }
    }

    private static Buffer read(Path file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(file));
    }
}
