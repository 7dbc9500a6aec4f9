package dev.agenthub.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.Variables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets, read from private files. */
class SecretsTest {

    private static final AgentId QA = new AgentId("qa");

    @TempDir
    Path temp;

    private Path folder;
    private Secrets secrets;

    @BeforeEach
    void folders() throws IOException {
        folder = temp.resolve("secrets");
        secrets = new Secrets(folder);
        Files.createDirectories(folder.resolve("qa"));
        Files.createDirectories(folder.resolve("bu"));
        mode(folder, "rwx------");
        mode(folder.resolve("qa"), "rwx------");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private void secret(String file, byte[] value) throws IOException {
        Files.write(folder.resolve(file), value);
        mode(folder.resolve(file), "rw-------");
    }

    private void secret(String file, String value) throws IOException {
        secret(file, value.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRejected(String... words) {
        assertThatThrownBy(() -> secrets.of(QA)).isInstanceOf(ProjectError.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("swordfish"));
    }

    @Test
    void anAgentsOwnSecretsOverrideThoseForAll() throws IOException {
        secret("ALL", "for all\n");
        secret("BOTH", "for all");
        secret("qa/BOTH", "for qa\n\n");
        secret("qa/ONE", "  é \"$x'\\\n\ttwo lines\r\n");
        Files.writeString(folder.resolve("bu/OTHER"), "swordfish");
        assertThat(secrets.of(QA))
                .isEqualTo(Map.of("ALL", "for all", "BOTH", "for qa\n", "ONE", "  é \"$x'\\\n\ttwo lines\r"));
        assertThat(secrets.names(QA)).containsExactly("ALL", "BOTH", "ONE");
        assertThat(new Secrets(temp.resolve("missing")).of(QA)).isEmpty();
    }

    @Test
    void filesAndFoldersOpenToOthersAreRejectedWithTheFix() throws IOException {
        secret("KEY", "swordfish");
        mode(folder.resolve("KEY"), "rw-r-----");
        assertRejected(folder.resolve("KEY").toString(), "chmod 600");
        mode(folder.resolve("KEY"), "rw-------");
        mode(folder.resolve("qa"), "rwxr-x---");
        assertRejected(folder.resolve("qa").toString(), "chmod 700");
        mode(folder, "rwx-----x");
        assertRejected("chmod 700 " + folder);
    }

    @Test
    void linksFoldersAndInvalidNamesAreRejected() throws IOException {
        var elsewhere = Files.writeString(temp.resolve("elsewhere"), "swordfish");
        mode(elsewhere, "rw-------");
        Files.createSymbolicLink(folder.resolve("KEY"), elsewhere);
        assertRejected("KEY", "plain file");
        Files.delete(folder.resolve("KEY"));
        Files.createDirectory(folder.resolve("qa/FOLDER"));
        assertRejected("FOLDER", "plain file");
        Files.delete(folder.resolve("qa/FOLDER"));
        for (var name : new String[] {"KEY~", "A=B", "1KEY", ".KEY.swp"}) {
            secret("qa/" + name, "swordfish");
            assertRejected(name, "Rename or remove it");
            Files.delete(folder.resolve("qa/" + name));
        }
    }

    @Test
    void valuesThatNoVariableCanHoldAreRejected() throws IOException {
        secret("KEY", new byte[] {'s', 'w', 'o', 'r', 'd', 'f', 'i', 's', 'h', 0, 'x'});
        assertRejected("KEY", "NUL");
        secret("KEY", new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRejected("KEY", "not UTF-8");
        secret("KEY", new byte[200_000]);
        assertRejected("KEY", "too long");
    }

    @Test
    void aPlansDigestAndTextRevealNoValue() {
        var key = new byte[32];
        key[7] = 1;
        var pin = Variables.sealed(Map.of("PIN", "1234"), key);
        assertThat(pin.digest()).isEqualTo(Variables.sealed(Map.of("PIN", "1234"), key).digest())
                .isNotEqualTo(Variables.sealed(Map.of("PIN", "1234"), new byte[32]).digest())
                .isNotEqualTo(Variables.sealed(Map.of("PIN", "1235"), key).digest());
        assertThat(Variables.sealed(Map.of("A", "1, B=2"), key).digest())
                .isNotEqualTo(Variables.sealed(Map.of("A", "1", "B", "2"), key).digest());
        assertThat(pin).hasToString("Variables[PIN]");
    }
}
