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

/** Checks that agents running Claude Code have credentials. Looks only for their existence and never shows them. */
final class CredentialsCheck implements Check {

    private static final Set<String> VARIABLES = Set.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN",
            "CLAUDE_CODE_OAUTH_TOKEN");
    private static final String FILE = ".credentials.json";

    @Override
    public List<Finding> run(DoctorContext context) {
        var found = new ArrayList<Finding>();
        var users = context.agents().stream().filter(agent -> runsClaude(context.settings(agent).command())).toList();
        var without = users.stream().filter(agent -> !has(context, agent)).toList();
        without.forEach(agent -> found.add(Finding.warn("credentials",
                agent + " has none: its program will ask for a login.",
                "Run agent-hub attach " + agent + " and log in, or store its key in "
                        + context.privateFolders().secrets().resolve(agent.value()).resolve("ANTHROPIC_API_KEY")
                        + " (mode 600, folders 700).")));
        if (!users.isEmpty() && without.isEmpty()) {
            found.add(Finding.ok("credentials", "every agent has some"));
        }
        return found;
    }

    private static boolean runsClaude(String command) {
        return Path.of(command.strip().split("\\s+")[0]).endsWith("claude");
    }

    private static boolean has(DoctorContext context, AgentId agent) {
        // The agent can write to this folder, so links in it are not followed.
        return Files.isRegularFile(context.layout().containerHome(agent).resolve(FILE), LinkOption.NOFOLLOW_LINKS)
                || !Collections.disjoint(context.settings(agent).variables().keySet(), VARIABLES)
                || !Collections.disjoint(new Secrets(context.privateFolders().secrets()).names(agent), VARIABLES);
    }
}
