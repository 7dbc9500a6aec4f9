package dev.agenthub.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats of certificate and key files, as openssl writes them. */
class PemFilesTest {

    @TempDir
    Path folder;

    private PemFiles files;

    @BeforeEach
    void name() {
        files = new PemFiles(folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
    }

    /** Writes a key in this format, and a certificate of its own that is also the authority. */
    private void create(String key) throws IOException, InterruptedException {
        openssl(key + " -out key.pem");
        openssl("req -x509 -new -key key.pem -subj /CN=hub -days 2 -out cert.pem");
        Files.copy(files.certificate(), files.authorities());
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(("openssl " + arguments).split(" ")).directory(folder.toFile())
                .redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"genpkey -algorithm RSA", "genrsa -traditional",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ecparam -genkey -noout -name prime256v1"})
    void rsaAndEcKeysAreReadInBothFormats(String key) throws Exception {
        create(key);
        assertThat(files.load().getSocketFactory()).isNotNull();
    }

    @Test
    void missingAndUnusableFilesAreNamed() throws Exception {
        assertThatIOException().isThrownBy(files::load).isInstanceOf(NoSuchFileException.class)
                .withMessageContaining("key.pem");
        create("genpkey -algorithm RSA");
        Files.writeString(files.key(), "nothing");
        assertThatIOException().isThrownBy(files::load).withMessageContaining("key.pem")
                .withMessageContaining("PRIVATE KEY");
        Files.writeString(files.certificate(), "");
        assertThatIOException().isThrownBy(files::load).withMessageContaining("cert.pem");
    }
}
