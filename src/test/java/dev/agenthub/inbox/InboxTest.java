package dev.agenthub.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private Inbox inbox;

    @BeforeEach
    void root() throws IOException {
        var root = Files.createDirectory(folder.resolve("project"));
        inbox = new Inbox(root.resolve("users/qa/inbox"), root);
    }

    @Test
    void aDroppedTaskIsListedAndRead() throws IOException {
        assertThat(inbox.list()).isEmpty();
        var task = inbox.drop("a.md", "intro\n\n## Fix the *bug* ##\nsoon\n");
        assertThat(task.heading()).contains("Fix the *bug*");
        assertThat(inbox.list()).containsExactly(task);
        assertThat(inbox.read("a.md")).isEqualTo("intro\n\n## Fix the *bug* ##\nsoon\n");
        try (var files = Files.list(inbox.folder())) {
            assertThat(files).as("no draft is left behind").hasSize(1);
        }
    }

    @Test
    void tasksAreListedOldestFirst() throws IOException {
        for (var name : new String[] {"b.md", "c.md", "a.md"}) {
            inbox.drop(name, "# " + name);
        }
        Files.setLastModifiedTime(inbox.folder().resolve("c.md"), FileTime.from(NOON));
        Files.setLastModifiedTime(inbox.folder().resolve("a.md"), FileTime.from(NOON.plusSeconds(1)));
        assertThat(inbox.list()).extracting(Task::name).containsExactly("c.md", "a.md", "b.md");
    }

    @Test
    void anExistingTaskIsNotReplaced() throws IOException {
        inbox.drop("a.md", "first");
        assertThatThrownBy(() -> inbox.drop("a.md", "second")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(inbox.read("a.md")).isEqualTo("first");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        var secret = Files.writeString(folder.resolve("secret.md"), "# secret");
        Files.createDirectories(inbox.folder());
        Files.createSymbolicLink(inbox.folder().resolve("link.md"), secret);
        assertThat(inbox.list()).isEmpty();
        assertThatThrownBy(() -> inbox.read("link.md")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> inbox.read("../inbox/link.md")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void anInboxOutsideTheProjectIsRejected() throws IOException {
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("a.md"), "# a");
        Files.createDirectories(inbox.folder().getParent());
        Files.createSymbolicLink(inbox.folder(), outside);
        assertThatThrownBy(inbox::list).isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of the project");
        assertThatThrownBy(() -> inbox.drop("b.md", "x")).hasMessageContaining("leads out of the project");
        assertThat(outside.resolve("b.md")).doesNotExist();
    }

    @Test
    void anOverlongTaskIsListedButNotRead() throws IOException {
        Files.createDirectories(inbox.folder());
        Files.writeString(inbox.folder().resolve("long.md"), "# long\n" + "x".repeat(Inbox.MAX_BYTES));
        assertThat(inbox.list()).singleElement().satisfies(task -> assertThat(task.heading()).contains("long"));
        assertThatThrownBy(() -> inbox.read("long.md")).isInstanceOf(TaskTooLong.class).hasMessageContaining("524288");
    }

    @Test
    void aHeadingHasNoControlCharacters() {
        assertThat(Headings.first("# a\033[31mb\u202ec")).contains("a[31mbc");
        assertThat(Headings.first("no heading")).isEqualTo(Optional.empty());
    }

    @Test
    void aGeneratedNameHasTimeAndHeading() {
        assertThat(TaskName.of("# Füße & Hände!", NOON)).isEqualTo("20260101-120000-000-fu-e-hande.md");
        assertThat(TaskName.of("no heading", NOON)).isEqualTo("20260101-120000-000-task.md");
    }

    @Property
    void aGeneratedNameIsAlwaysAllowed(@ForAll String text) {
        assertThat(TaskName.allowed(TaskName.of("# " + text, NOON))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".md", ".a.md", "a", "a.txt", "a/b.md", "../a.md", "a b.md", "-a.md", "ä.md", "a.md\n"})
    void otherNamesAreNotAllowed(String name) {
        assertThat(TaskName.allowed(name)).isFalse();
    }
}
