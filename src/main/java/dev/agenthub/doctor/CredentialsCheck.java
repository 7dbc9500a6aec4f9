package dev.agenthub.doctor;

import dev.agenthub.agent.AgentId;
import dev.agenthub.project.Secrets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Each agent that runs Claude Code can log in. Only whether there is something is looked at, and it is never shown. */
final class CredentialsCheck implements Check {

    private static final Set<String> VARIABLES = Set.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN");
    private static final String FILE = ".credentials.json";

    @Override
    public List<Finding> look(DoctorContext here) {
        var found = new ArrayList<Finding>();
        var users = here.agents().stream().filter(agent -> runsClaude(here.command(agent))).toList();
        var without = users.stream().filter(agent -> !has(here, agent)).toList();
        without.forEach(agent -> found.add(Finding.warn("credentials", agent + " has none: its program will ask for a login.",
                "agent-hub attach " + agent + " and log in, or put its key into "
                        + here.own().secrets().resolve(agent.value()).resolve("ANTHROPIC_API_KEY") + " (mode 600, folders 700).")));
        if (!users.isEmpty() && without.isEmpty()) {
            found.add(Finding.ok("credentials", "each agent has some"));
        }
        return found;
    }

    private static boolean runsClaude(String command) {
        return Path.of(command.strip().split("\\s+")[0]).endsWith("claude");
    }

    private static boolean has(DoctorContext here, AgentId agent) {
        // The agent writes this folder: a link in it may lead anywhere, and is not followed.
        return Files.isRegularFile(here.layout().containerHome(agent).resolve(FILE), LinkOption.NOFOLLOW_LINKS)
                || !Collections.disjoint(here.programEnvironment(agent).keySet(), VARIABLES)
                || !Collections.disjoint(new Secrets(here.own().secrets()).names(agent), VARIABLES);
    }
}
