package dev.agenthub.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Loads the TLS certificates for an engine from a folder in Docker's layout: {@code ca.pem}, {@code cert.pem},
 * {@code key.pem}.
 */
final class EngineCertificates {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END");
    /** The PKCS#8 prefix of a PKCS#1 RSA key: version 0 and the algorithm rsaEncryption without parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final char[] NO_PASSWORD = new char[0];

    private EngineCertificates() {
    }

    /** @throws IllegalArgumentException with a user-facing message if they cannot be used */
    static SSLContext load(Path folder) {
        try {
            var keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null);
            var chain = certificates(folder.resolve("cert.pem")).toArray(Certificate[]::new);
            keyStore.setKeyEntry("hub", key(Files.readString(folder.resolve("key.pem"))), NO_PASSWORD, chain);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore, NO_PASSWORD);

            var trustStore = KeyStore.getInstance("PKCS12");
            trustStore.load(null);
            for (var authority : certificates(folder.resolve("ca.pem"))) {
                trustStore.setCertificateEntry("ca-" + trustStore.size(), authority);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore);

            var tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return tls;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("The TLS certificates for the Docker Engine in " + folder
                    + " cannot be loaded (" + e + "): check DOCKER_CERT_PATH.", e);
        }
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException(file.getFileName() + " contains no certificate");
            }
            return List.copyOf(found);
        }
    }

    /** Parses a private key as written by {@code openssl} since version 3 (PKCS#8) or before (PKCS#1, RSA). */
    static PrivateKey key(String pem) throws GeneralSecurityException {
        var found = PEM.matcher(pem);
        if (!found.find()) {
            throw new InvalidKeySpecException("key.pem contains no private key");
        }
        var bytes = Base64.getMimeDecoder().decode(found.group(2));
        return switch (found.group(1)) {
            case "PRIVATE KEY" -> pkcs8(bytes);
            case "RSA PRIVATE KEY" -> pkcs8(der(SEQUENCE, RSA, der(OCTETS, bytes)));
            default -> throw new InvalidKeySpecException("unsupported format " + found.group(1)
                    + " in key.pem, convert it with openssl pkcs8 -topk8 -nodes");
        };
    }

    private static PrivateKey pkcs8(byte[] bytes) throws GeneralSecurityException {
        var encoded = new PKCS8EncodedKeySpec(bytes);
        InvalidKeySpecException failure = null;
        for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                failure = e; // try the next algorithm
            }
        }
        throw failure;
    }

    /** Encodes an ASN.1 element with a two-byte length, which is right for any RSA key. */
    private static byte[] der(int tag, byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var element = ByteBuffer.allocate(4 + length).put((byte) tag).put((byte) 0x82).putShort((short) length);
        for (var part : parts) {
            element.put(part);
        }
        return element.array();
    }
}
