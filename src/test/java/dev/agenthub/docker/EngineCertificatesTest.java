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

/** The forms that the files of an engine's certificates have. */
class EngineCertificatesTest {

    /** What PKCS#8 puts before the PKCS#1 form of an RSA key of 2048 bits. */
    private static final int RSA_HEAD = 26;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyOfPkcs8IsReadWhateverItsAlgorithm(String algorithm) throws GeneralSecurityException {
        var key = key(algorithm);
        assertThat(EngineCertificates.key(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void anRsaKeyAsOldOpensslWroteItIsRead() throws GeneralSecurityException {
        var key = key("RSA");
        var encoded = key.getEncoded();
        var old = Arrays.copyOfRange(encoded, RSA_HEAD, encoded.length);
        assertThat(EngineCertificates.key(pem("RSA PRIVATE KEY", old))).isEqualTo(key);
    }

    @Test
    void aKeyOfAnotherFormIsRefusedWithItsCure() {
        assertThatExceptionOfType(InvalidKeySpecException.class)
                .isThrownBy(() -> EngineCertificates.key(pem("EC PRIVATE KEY", new byte[] {1, 2, 3})))
                .withMessageContaining("EC PRIVATE KEY").withMessageContaining("openssl pkcs8");
        assertThatExceptionOfType(InvalidKeySpecException.class).isThrownBy(() -> EngineCertificates.key("nothing"))
                .withMessageContaining("key.pem holds no key");
    }

    @Test
    void missingOrEmptyFilesAreToldWithTheFolder(@TempDir Path folder) throws Exception {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> EngineCertificates.load(folder))
                .withMessageContaining("cert.pem").withMessageContaining("DOCKER_CERT_PATH");
        Files.writeString(folder.resolve("cert.pem"), "");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> EngineCertificates.load(folder))
                .withMessageContaining("cert.pem holds no certificate");
    }

    private static PrivateKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    }

    static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    }
}
