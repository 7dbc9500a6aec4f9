package dev.agenthub.docker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
            var tls = SSLContext.getInstance("TLS");
            // A Vertx would be needed only for reading the files.
            tls.init(keys.getKeyManagerFactory(null).getKeyManagers(), trust(authorities).getTrustManagers(), null);
            return tls;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // what Vert.x declares
            throw new IOException("%s, %s or %s is not a usable PEM file: %s"
                    .formatted(authorities, certificate, key, e.getMessage()), e);
        }
    }

    private static TrustManagerFactory trust(Path authorities) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null);
        try (var in = Files.newInputStream(authorities)) {
            for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), authority);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static Buffer read(Path file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(file));
    }
}
