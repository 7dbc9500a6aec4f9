package dev.agenthub.doctor;

import dev.agenthub.agent.AgentId;
import dev.agenthub.project.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks that each agent has a definition and that the user owns its folders. */
final class ProjectCheck implements Check {

    @Override
    public List<Finding> run(DoctorContext context) {
        var layout = context.layout();
        var found = new ArrayList<Finding>();
        for (var agent : context.agents()) {
            var definition = layout.definition(agent);
            if (!Files.isRegularFile(definition)) {
                found.add(Finding.fail("project", agent + " has no definition.", "Write one to " + definition
                        + ", or take the agent out of hub.agents."));
            }
            folders(layout, agent).filter(folder -> Files.exists(folder) && !isOwn(folder))
                    .forEach(folder -> found.add(Finding.fail("project",
                            folder + " is not owned by you or not writable.",
                            "sudo chown -R $USER " + folder)));
        }
        if (!isOwn(layout.root())) {
            found.add(Finding.warn("project", layout.root()
                    + " is not owned by you or not writable, so missing folders cannot be created in it.",
                    "Run the hub as the owner of the project."));
        }
        return found.isEmpty() ? List.of(Finding.ok("project",
                context.agents().size() + " agents are defined and their folders are yours"))
                : found;
    }

    private static Stream<Path> folders(Layout layout, AgentId agent) {
        return Stream.of(layout.home(agent), layout.inbox(agent), layout.workspace(agent), layout.containerHome(agent));
    }

    /** Whether the user owns and may write the folder. Root is not enough, since containers run as the user. */
    private static boolean isOwn(Path folder) {
        try {
            var uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return Files.isWritable(folder) && uid.equals(Files.getAttribute(folder, "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return Files.isWritable(folder);
        }
    }
}
