package dev.agenthub.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.config.ConfigCheck;
import dev.agenthub.config.ConfigError;
import dev.agenthub.doctor.Doctor;
import dev.agenthub.doctor.Finding;
import dev.agenthub.doctor.Finding.Level;
import dev.agenthub.doctor.DoctorContext;

/** Checks everything the hub needs and suggests fixes. Exits with 1 if a check fails. */
@Command(name = "doctor", description = {
    "Check everything the hub needs and suggest fixes.",
    "Works without a running hub. Exits with 1 if a check fails."},
        footerHeading = "%nExample:%n",
        footer = "  agent-hub doctor --json | jq -r '.findings[] | select(.level != \"ok\") | .cure'")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--project", paramLabel = "DIR", description = "The project directory. Default: as for start.")
    private Path project;

    @Mixin
    private JsonOption json;

    private final Environment environment;
    private final Colours colours;

    DoctorCommand(Shell shell) {
        this.environment = shell.environment();
        this.colours = shell.colours();
    }

    @Override
    public Integer call() {
        if (project != null && !Files.isDirectory(project)) {
            throw new ParameterException(spec.commandLine(), "--project must be a directory: " + project);
        }
        if (project != null) {
            System.setProperty("hub.project-root", project.toAbsolutePath().normalize().toString());
        }
        List<Finding> findings = findings();
        if (json.isWanted()) {
            spec.commandLine().getOut().println(toJson(findings));
        } else {
            print(findings);
        }
        return worst(findings) == Level.FAIL ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<Finding> findings() {
        try {
            return Doctor.examine(new DoctorContext(ConfigCheck.load(Thread.currentThread().getContextClassLoader()),
                    environment.paths(), environment.process(), environment.home(), System.getProperty("user.name"),
                    Path.of("/"), new HubFinder(environment).running()));
        } catch (ConfigError e) {
            return Doctor.withoutConfiguration(e);
        }
    }

    private static Level worst(List<Finding> findings) {
        return findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
    }

    private static ObjectNode toJson(List<Finding> findings) {
        ObjectNode all = JsonNodeFactory.instance.objectNode().put("level", worst(findings).word());
        ArrayNode list = all.putArray("findings");
        findings.forEach(found -> list.addObject().put("check", found.check()).put("level", found.level().word())
                .put("finding", found.text()).put("cure", found.cure().isEmpty() ? null : found.cure()));
        return all;
    }

    private void print(List<Finding> findings) {
        List<String> lines = new Table(List.of("", "CHECK", "FINDING"), findings.stream()
                .map(found -> List.of(found.level().word(), found.check(), found.text())).toList()).lines();
        for (int row = 0; row < findings.size(); row++) {
            Finding found = findings.get(row);
            String state = switch (found.level()) {
                case OK -> "active";
                case WARN -> "waiting";
                case FAIL -> "error";
            };
            spec.commandLine().getOut().println(colours.ofState(state, lines.get(row + 1)));
            if (!found.cure().isEmpty()) {
                spec.commandLine().getOut().println("      " + PlainText.line(found.cure()));
            }
        }
        spec.commandLine().getErr().println(switch (worst(findings)) {
            case OK -> "All checks passed.";
            case WARN -> "The hub will work; see the warnings above.";
            case FAIL -> "The hub will not work; see the lines marked fail.";
        });
    }
}
