package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats of an engine's certificate and key files. */
class EngineCertificatesTest {

    /** The length of the PKCS#8 prefix of a 2048-bit PKCS#1 RSA key. */
    private static final int RSA_HEAD = 26;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aPkcs8KeyOfAnyAlgorithmIsRead(String algorithm) throws GeneralSecurityException {
        var key = key(algorithm);
        assertThat(EngineCertificates.key(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void aPkcs1RsaKeyIsRead() throws GeneralSecurityException {
        var key = key("RSA");
        var encoded = key.getEncoded();
        var old = Arrays.copyOfRange(encoded, RSA_HEAD, encoded.length);
        assertThat(EngineCertificates.key(pem("RSA PRIVATE KEY", old))).isEqualTo(key);
    }

    @Test
    void aKeyOfAnotherFormatIsRefusedWithARemedy() {
        assertThatExceptionOfType(InvalidKeySpecException.class)
                .isThrownBy(() -> EngineCertificates.key(pem("EC PRIVATE KEY", new byte[] {1, 2, 3})))
                .withMessageContaining("EC PRIVATE KEY").withMessageContaining("openssl pkcs8");
        assertThatExceptionOfType(InvalidKeySpecException.class).isThrownBy(() -> EngineCertificates.key("nothing"))
                .withMessageContaining("key.pem contains no private key");
    }

    @Test
    void missingOrEmptyFilesAreReportedWithTheFolder(@TempDir Path folder) throws Exception {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> EngineCertificates.load(folder))
                .withMessageContaining("cert.pem").withMessageContaining("DOCKER_CERT_PATH");
        Files.writeString(folder.resolve("cert.pem"), "");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> EngineCertificates.load(folder))
                .withMessageContaining("cert.pem contains no certificate");
    }

    private static PrivateKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    }

    static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    }
}
