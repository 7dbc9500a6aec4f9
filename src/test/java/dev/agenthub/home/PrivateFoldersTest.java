package dev.agenthub.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.config.ConfigError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which projects are refused because agents could see the user's private files. */
class PrivateFoldersTest {

    private static final Path USERS = Path.of(".claude/users");

    @TempDir
    Path temp;

    private Path home;

    @BeforeEach
    void home() throws IOException {
        home = Files.createDirectories(temp.toRealPath().resolve("home/me"));
    }

    private PrivateFolders with(String state, String secrets) {
        return new PrivateFolders(home.resolve(state), home.resolve(".config/agent-hub"), home.resolve(secrets), home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"home/me", "home", "", "home/me/../me", "link"})
    void aProjectThatIsOrContainsTheHomeFolderIsRefused(String project) throws IOException {
        Files.createSymbolicLink(temp.resolve("link"), home);
        assertThatThrownBy(() -> with(".state", ".secrets").check(temp.resolve(project), USERS))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("hub.project-root").hasMessageContaining(home.toString());
        assertThatThrownBy(() -> with(".state", ".secrets").check(Path.of("/"), USERS)).isInstanceOf(ConfigError.class);
    }

    @Test
    void foldersInTheProjectAreReportedAndThoseAroundTheUsersFolderAreRefused() throws IOException {
        var project = Files.createDirectories(home.resolve("project"));
        with(".state", ".secrets").check(project, USERS);
        assertThat(with(".state", ".secrets").inside(project)).isEmpty();
        with("project/state", "project/not/yet").check(project, USERS);
        assertThat(with("project/state", "project/not/yet").inside(project))
                .containsOnlyKeys("The hub's state", "The folder of secrets");
        assertThatThrownBy(() -> with("project/.claude", ".secrets").check(project, USERS))
                .hasMessageContaining("hub.state-dir");
        assertThatThrownBy(() -> with(".state", "project").check(project, USERS))
                .hasMessageContaining("hub.secrets-dir");
    }
}
