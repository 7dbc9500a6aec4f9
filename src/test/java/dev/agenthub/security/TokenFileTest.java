package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    @TempDir
    Path folder;

    @Test
    void theFirstStartCreatesAPrivateTokenOf256Bits() throws IOException {
        var file = folder.resolve("state/token");
        var token = TokenFile.readOrMake(file);
        assertThat(token.value()).hasSize(43);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file)).isEqualTo(token.value() + "\n");
    }

    @Test
    void laterStartsKeepTheToken() {
        var file = folder.resolve("token");
        assertThat(TokenFile.readOrMake(file).value()).isEqualTo(TokenFile.readOrMake(file).value());
    }

    @Test
    void permissionsThatAreTooOpenAreCorrected() throws IOException {
        var file = folder.resolve("token");
        TokenFile.readOrMake(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        TokenFile.readOrMake(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short", "two words of more than thirty-two letters",
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"})
    void aCorruptedFileIsReportedWithACure(String content) throws IOException {
        var file = folder.resolve("token");
        Files.writeString(file, content);
        assertThatThrownBy(() -> TokenFile.readOrMake(file)).hasNoCause()
                .hasMessageStartingWith("The token file " + file + " is ")
                .hasMessageEndingWith("remove it, and the next start creates a new one.");
        assertThat(file).as("the file is unchanged").hasContent(content);
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        var file = folder.resolve("token");
        try (var huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(10L << 30);
        }
        assertThatThrownBy(() -> TokenFile.readOrMake(file))
                .hasMessageContaining(file + " cannot be read: it is larger than");
    }

    @Test
    @Timeout(30)
    void aPipeInPlaceOfTheFileDoesNotBlock() throws Exception {
        var file = folder.resolve("token");
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> TokenFile.readOrMake(file))
                .hasMessageContaining(file + " cannot be read: it is not a regular file");
    }

    /** The file size limit is 0, as on a full disk. */
    @Test
    void aFirstStartOnAFullDiskLeavesNoFile() throws Exception {
        var file = folder.resolve("state/token");
        var start = new ProcessBuilder("bash", "-c", "ulimit -S -f 0; exec \"$@\"", "limited",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), FirstStart.class.getName(), file.toString())
                .redirectErrorStream(true).start();
        var output = new String(start.getInputStream().readAllBytes());
        assertThat(start.waitFor()).as(output).isOne();
        assertThat(output).startsWith("The token file " + file + " cannot be created: ").contains("Free disk space");
        assertThat(folder.resolve("state")).isEmptyDirectory();

        assertThat(TokenFile.readOrMake(file).value()).hasSize(43);
    }

    /** Creates a token and does nothing else. */
    static final class FirstStart {

        private FirstStart() {
        }

        public static void main(String[] arguments) {
            try {
                TokenFile.readOrMake(Path.of(arguments[0]));
            } catch (TokenFile.Unusable e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
    }
}
