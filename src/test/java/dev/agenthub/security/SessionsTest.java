package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");

    @TempDir
    private Path folder;

    private final Set<String> ended = new HashSet<>();
    private Path file;
    private Sessions sessions;

    @BeforeEach
    void begin() {
        file = folder.resolve("state/sessions");
        sessions = with(TOKEN);
    }

    private Sessions with(Token token) {
        var made = Sessions.load(new SessionFile(file, token), WEEK, MONTH);
        made.onEnd(ended::addAll);
        return made;
    }

    @Test
    void anIdIsRandomAndOnlyItsHashIsKept() throws IOException {
        var one = sessions.begin(NOW);
        var two = sessions.begin(NOW);
        assertThat(one).hasSize(43).isNotEqualTo(two);
        assertThat(Files.readString(file)).doesNotContain(one, two, "0123456789abcdef0123456789abcdef")
                .contains(sessions.find(one, NOW).orElseThrow());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aHashIsNotAnId() {
        var id = sessions.begin(NOW);
        assertThat(sessions.find(sessions.find(id, NOW).orElseThrow(), NOW)).isEmpty();
        assertThat(sessions.find("", NOW)).isEmpty();
    }

    @Test
    void aSessionSurvivesARestartButNotANewToken() {
        var id = sessions.begin(NOW);
        assertThat(with(TOKEN).find(id, NOW)).isPresent();
        assertThat(with(new Token("fedcba9876543210fedcba9876543210")).find(id, NOW)).isEmpty();
    }

    @Test
    void anIdleSessionEndsAfterAWeekAndIsReported() {
        var id = sessions.begin(NOW);
        var used = NOW.plus(WEEK).minusSeconds(1);
        var hash = sessions.find(id, used).orElseThrow();
        sessions.sweep(used.plus(WEEK).minusSeconds(1), Set.of());
        assertThat(ended).isEmpty();
        assertThat(sessions.find(id, used.plus(WEEK))).isEmpty();
        sessions.sweep(used.plus(WEEK), Set.of());
        assertThat(ended).containsExactly(hash);
    }

    @Test
    void anOpenConnectionKeepsASessionForAMonthAtMost() {
        var id = sessions.begin(NOW);
        var hash = sessions.find(id, NOW).orElseThrow();
        for (var day = 0; day < 30; day++) {
            sessions.sweep(NOW.plus(Duration.ofDays(day)), Set.of(hash));
            assertThat(ended).isEmpty();
        }
        sessions.sweep(NOW.plus(MONTH), Set.of(hash));
        assertThat(ended).containsExactly(hash);
    }

    @Test
    void anEndedSessionStaysEndedAfterARestart() {
        var one = sessions.begin(NOW);
        var two = sessions.begin(NOW);
        sessions.end(one);
        assertThat(sessions.find(one, NOW)).isEmpty();
        assertThat(with(TOKEN).find(one, NOW)).isEmpty();
        assertThat(with(TOKEN).find(two, NOW)).isPresent();
        sessions.endAll();
        assertThat(with(TOKEN).find(two, NOW)).isEmpty();
        assertThat(ended).hasSize(2);
        sessions.end("nothing");
        assertThat(ended).hasSize(2);
    }

    @Test
    void theLeastRecentlyUsedSessionEndsWhenThereAreTooMany() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < Sessions.LIMIT; i++) {
            ids.add(sessions.begin(NOW.plusSeconds(i)));
        }
        var later = NOW.plusSeconds(1000);
        assertThat(sessions.find(ids.getFirst(), later)).isPresent();
        sessions.begin(later);
        assertThat(sessions.find(ids.getFirst(), later)).isPresent();
        assertThat(sessions.find(ids.get(1), later)).isEmpty();
    }

    @Test
    void aCorruptedFileOnlyForcesANewSignIn() throws IOException {
        var id = sessions.begin(NOW);
        for (var damage : new String[] {"", "\n\n", TOKEN.fingerprint() + "\nx y z\n",
                TOKEN.fingerprint() + "\n" + "a".repeat(64) + " 1 2\n",
                "x".repeat(100_000)}) {
            Files.writeString(file, damage);
            assertThat(with(TOKEN).find(id, NOW)).isEmpty();
            assertThat(with(TOKEN).begin(NOW)).isNotBlank();
        }
    }

    @Test
    void aSessionWorksIfTheDiskFailsAndIsSavedLater() throws IOException {
        Files.writeString(folder.resolve("state"), "a file where the folder should be");
        var id = sessions.begin(NOW);
        assertThat(sessions.find(id, NOW)).isPresent();
        Files.delete(folder.resolve("state"));
        sessions.sweep(NOW, Set.of());
        assertThat(with(TOKEN).find(id, NOW)).isPresent();
    }
}
