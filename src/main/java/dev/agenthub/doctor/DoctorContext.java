package dev.agenthub.doctor;

import dev.agenthub.agent.AgentId;
import dev.agenthub.config.AgentSettings;
import dev.agenthub.config.HubConfig;
import dev.agenthub.home.HubPaths;
import dev.agenthub.home.PrivateFolders;
import dev.agenthub.home.RuntimeFile;
import dev.agenthub.project.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings in which a hub runs or would run.
 *
 * @param environment of this process
 * @param home the user's home folder
 * @param user the user's name
 * @param system root of the file system: {@code /}, except in tests
 * @param running the running hub
 */
public record DoctorContext(HubConfig config, HubPaths paths, Map<String, String> environment, Path home, String user,
        Path system, Optional<RuntimeFile> running) {

    Layout layout() {
        return Layout.of(config);
    }

    PrivateFolders privateFolders() {
        return PrivateFolders.of(config, paths, environment, home, Path.of("").toAbsolutePath());
    }

    List<AgentId> agents() {
        return config.agents().ids();
    }

    AgentSettings settings(AgentId agent) {
        return AgentSettings.of(config, agent);
    }
}
