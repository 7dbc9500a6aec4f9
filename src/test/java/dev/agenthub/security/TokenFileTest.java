package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    @TempDir
    Path folder;

    @Test
    void theFirstStartMakesATokenOf256BitsThatOnlyItsOwnerReads() throws IOException {
        var file = folder.resolve("state/token");
        var token = TokenFile.readOrMake(file);
        assertThat(token.value()).hasSize(43);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file)).isEqualTo(token.value() + "\n");
    }

    @Test
    void laterStartsKeepIt() {
        var file = folder.resolve("token");
        assertThat(TokenFile.readOrMake(file).value()).isEqualTo(TokenFile.readOrMake(file).value());
    }

    @Test
    void aTokenFileThatOthersCanReadIsClosed() throws IOException {
        var file = folder.resolve("token");
        TokenFile.readOrMake(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        TokenFile.readOrMake(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void anEmptyTokenFileIsNotAToken() throws IOException {
        var file = folder.resolve("token");
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> TokenFile.readOrMake(file)).hasMessageContaining("remove it").hasMessageContaining(file.toString());
    }
}
