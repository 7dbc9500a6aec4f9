package dev.agenthub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.RunningHub;
import dev.agenthub.docker.EngineFixture;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Runs {@code agent-hub doctor} without a hub, against a real engine. */
class DoctorIT {

    private static List<JsonNode> found(RunningHub.Result ran, String check) throws Exception {
        var findings = new ObjectMapper().readTree(ran.out()).get("findings");
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(each -> each.get("check").asText().equals(check)).toList();
    }

    @Test
    void theEngineAndItsImagesAreCheckedWithoutAHub() throws Exception {
        try (var hub = new RunningHub("lead")) {
            var ran = hub.run("doctor", "--json");
            assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
            assertThat(found(ran, "engine")).singleElement().matches(each -> each.get("level").asText().equals("ok"));
            assertThat(found(ran, "image")).singleElement()
                    .matches(each -> each.get("finding").asText().contains(EngineFixture.IMAGE));
            var missing = hub.set("HUB_DOCKER_IMAGE", "no-such-image:ever").run("doctor", "--json");
            assertThat(found(missing, "image")).singleElement()
                    .matches(each -> each.get("level").asText().equals("warn")
                    && each.get("cure").asText().contains("docker pull no-such-image:ever"));
        }
    }

    @Test
    void aFailureSetsTheExitCodeAndHasACure() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("DOCKER_HOST", "unix:///nowhere/docker.sock")) {
            Files.delete(hub.project().resolve(".claude/agents/qa.md"));
            var ran = hub.run("doctor", "--json");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(found(ran, "engine")).singleElement().matches(each -> each.get("level").asText().equals("fail")
                    && !each.get("cure").isNull());
            assertThat(found(ran, "project")).singleElement()
                    .matches(each -> each.get("finding").asText().contains("qa"));
            assertThat(hub.run("doctor").out()).contains("fail  engine").contains("      Start Docker");
        }
    }

    @Test
    void credentialsAreFoundAndNeverShown() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_AGENT_COMMAND", "claude")) {
            Files.writeString(hub.project().resolve(".env"), "hub.agent.qa.env.ANTHROPIC_API_KEY=sk-swordfish\n");
            var ran = hub.run("doctor", "--json");
            assertThat(ran.out() + ran.err()).doesNotContain("sk-swordfish").doesNotContain(RunningHub.TOKEN);
            assertThat(found(ran, "credentials"))
                    .anyMatch(each -> each.get("finding").asText().startsWith("lead has none"))
                    .noneMatch(each -> each.get("finding").asText().startsWith("qa "));
            assertThat(found(ran, "secrets")).anyMatch(each -> each.get("cure").asText().startsWith("chmod 600"))
                    .anyMatch(each -> each.get("finding").asText()
                    .contains("holds a secret (hub.agent.qa.env.ANTHROPIC_API_KEY)"))
                    .anyMatch(each -> each.get("finding").asText().startsWith("The hub's state is in the project"));
        }
    }

    @Test
    void secretsReadableByOthersAreReported() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_AGENT_COMMAND", "claude")) {
            var folder = Files.createDirectories(hub.project().resolve("secrets/qa"));
            Files.writeString(folder.resolve("ANTHROPIC_API_KEY"), "sk-swordfish");
            var ran = hub.set("HUB_SECRETS_DIR", folder.getParent().toString()).run("doctor", "--json");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out() + ran.err()).doesNotContain("sk-swordfish");
            assertThat(found(ran, "secrets"))
                    .anyMatch(each -> each.get("finding").asText().contains("chmod 700 " + folder.getParent()));
            assertThat(found(ran, "credentials")).noneMatch(each -> each.get("finding").asText().startsWith("qa "));
        }
    }

    @Test
    void theHomeFolderIsRefusedAsAProject() throws Exception {
        try (var hub = new RunningHub("lead")) {
            var home = System.getProperty("user.home");
            var ran = hub.set("HUB_PROJECT_ROOT", home).run("doctor", "--json");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(found(ran, "configuration")).singleElement()
                    .matches(each -> each.get("finding").asText().contains("home folder " + home));
        }
    }

    @Test
    void anInvalidConfigurationIsReportedFirst() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_PORT", "many")) {
            var ran = hub.run("doctor", "--json");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(found(ran, "configuration")).singleElement()
                    .matches(each -> each.get("finding").asText().contains("hub.port"));
        }
    }
}
