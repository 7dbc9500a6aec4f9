package dev.agenthub.doctor;

import dev.agenthub.agent.AgentId;
import dev.agenthub.project.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Each agent is defined, and its folders are the user's own to write. */
final class ProjectCheck implements Check {

    @Override
    public List<Finding> look(DoctorContext here) {
        var layout = here.layout();
        var found = new ArrayList<Finding>();
        for (var agent : here.agents()) {
            var definition = layout.definition(agent);
            if (!Files.isRegularFile(definition)) {
                found.add(Finding.fail("project", agent + " has no definition.", "Write it to " + definition
                        + ", or take the agent out of hub.agents."));
            }
            folders(layout, agent).filter(folder -> Files.exists(folder) && !isOwn(folder))
                    .forEach(folder -> found.add(Finding.fail("project", folder + " is not yours to write.",
                            "sudo chown -R $USER " + folder)));
        }
        if (!isOwn(layout.root())) {
            found.add(Finding.warn("project", layout.root() + " is not yours to write: missing folders cannot be made in it.",
                    "Run the hub as the project's owner."));
        }
        return found.isEmpty() ? List.of(Finding.ok("project", here.agents().size() + " agents are defined, their folders are yours"))
                : found;
    }

    private static Stream<Path> folders(Layout layout, AgentId agent) {
        return Stream.of(layout.home(agent), layout.inbox(agent), layout.workspace(agent), layout.containerHome(agent));
    }

    /** Being root is not enough: a container runs as the user and without root's privileges. */
    private static boolean isOwn(Path folder) {
        try {
            var me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return Files.isWritable(folder) && me.equals(Files.getAttribute(folder, "unix:uid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Files.isWritable(folder);
        }
    }
}
