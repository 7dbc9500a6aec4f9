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
 * The certificates with which the hub and an engine know each other, as Docker keeps them: {@code ca.pem},
 * {@code cert.pem} and {@code key.pem} in a folder.
 */
final class EngineCertificates {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END");
    /** What PKCS#8 puts before an RSA key of PKCS#1: version 0 and the algorithm rsaEncryption without parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final char[] NO_PASSWORD = new char[0];

    private EngineCertificates() {
    }

    /** @throws IllegalArgumentException with a sentence for people where they cannot be used */
    static SSLContext load(Path folder) {
        try {
            var own = KeyStore.getInstance("PKCS12");
            own.load(null);
            var chain = certificates(folder.resolve("cert.pem")).toArray(Certificate[]::new);
            own.setKeyEntry("hub", key(Files.readString(folder.resolve("key.pem"))), NO_PASSWORD, chain);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);

            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null);
            for (var authority : certificates(folder.resolve("ca.pem"))) {
                trusted.setCertificateEntry("ca-" + trusted.size(), authority);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);

            var tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return tls;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("The TLS certificates for the Docker Engine in " + folder + " cannot be used ("
                    + e + "): see DOCKER_CERT_PATH.", e);
        }
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException(file.getFileName() + " holds no certificate");
            }
            return List.copyOf(found);
        }
    }

    /** A key as {@code openssl} writes them today (PKCS#8) or wrote them before its version 3 (PKCS#1, RSA). */
    static PrivateKey key(String pem) throws GeneralSecurityException {
        var found = PEM.matcher(pem);
        if (!found.find()) {
            throw new InvalidKeySpecException("key.pem holds no key");
        }
        var bytes = Base64.getMimeDecoder().decode(found.group(2));
        return switch (found.group(1)) {
            case "PRIVATE KEY" -> pkcs8(bytes);
            case "RSA PRIVATE KEY" -> pkcs8(der(SEQUENCE, RSA, der(OCTETS, bytes)));
            default -> throw new InvalidKeySpecException("key.pem is an " + found.group(1)
                    + ", turn it into a PRIVATE KEY with openssl pkcs8 -topk8 -nodes");
        };
    }

    private static PrivateKey pkcs8(byte[] bytes) throws GeneralSecurityException {
        var encoded = new PKCS8EncodedKeySpec(bytes);
        InvalidKeySpecException none = null;
        for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                none = e; // a key of another algorithm
            }
        }
        throw none;
    }

    /** An element of ASN.1; its length takes two bytes, as an RSA key's always does. */
    private static byte[] der(int tag, byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var element = ByteBuffer.allocate(4 + length).put((byte) tag).put((byte) 0x82).putShort((short) length);
        for (var part : parts) {
            element.put(part);
        }
        return element.array();
    }
}
