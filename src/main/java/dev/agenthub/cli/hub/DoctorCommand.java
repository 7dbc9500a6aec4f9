package dev.agenthub.cli.hub;

import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.LocalCommand;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.cli.text.PlainText;
import dev.agenthub.cli.text.Table;
import dev.agenthub.config.ConfigCheck;
import dev.agenthub.config.ConfigError;
import dev.agenthub.doctor.Doctor;
import dev.agenthub.doctor.DoctorContext;
import dev.agenthub.doctor.Finding;
import dev.agenthub.doctor.Finding.Level;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks everything the hub needs and suggests fixes. Exits with 1 if a check fails. */
@Command(name = "doctor", description = {
    "Check everything the hub needs and suggest fixes.",
    "Works without a running hub. Exits with 1 if a check fails."},
        footerHeading = "%nExample:%n",
        footer = "  agent-hub doctor --json | jq -r '.findings[] | select(.level != \"ok\") | .cure'")
public final class DoctorCommand extends LocalCommand {

    /** All findings and the worst level, as {@code --json} prints them. */
    @RegisterForReflection
    record DoctorJson(Level level, List<FindingJson> findings) {

        static DoctorJson of(Level worst, List<Finding> findings) {
            return new DoctorJson(worst, findings.stream().map(found -> new FindingJson(found.check(), found.level(),
                    found.text(), Optional.of(found.cure()).filter(cure -> !cure.isEmpty()))).toList());
        }
    }

    /** A finding, as {@code --json} prints it. */
    @RegisterForReflection
    record FindingJson(String check, Level level, String finding, Optional<String> cure) {
    }

    @Option(names = "--project", paramLabel = "DIR", description = "The project directory. Default: as for start.")
    private Path project;

    @Mixin
    private JsonOption json;

    private final Colours colours;

    public DoctorCommand(Shell shell) {
        super(shell.environment());
        this.colours = shell.colours();
    }

    @Override
    public Integer call() {
        if (project != null && !Files.isDirectory(project)) {
            throw usage("--project must be a directory: " + project);
        }
        List<Finding> findings = findings();
        if (json.isWanted()) {
            printJson(DoctorJson.of(worst(findings), findings));
        } else {
            print(findings);
        }
        return worst(findings) == Level.FAIL ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<Finding> findings() {
        try {
            var config = ConfigCheck.load(Thread.currentThread().getContextClassLoader(), settings());
            return Doctor.examine(new DoctorContext(config, environment().paths(), environment().process(),
                    environment().home(), System.getProperty("user.name"), Path.of("/"),
                    new HubFinder(environment()).running()));
        } catch (ConfigError e) {
            return Doctor.withoutConfiguration(e);
        }
    }

    private static Level worst(List<Finding> findings) {
        return findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
    }

    private Map<String, String> settings() {
        return project == null ? Map.of()
                : Map.of("hub.project-root", project.toAbsolutePath().normalize().toString());
    }

    private void print(List<Finding> findings) {
        List<String> lines = new Table(List.of("", "CHECK", "FINDING"), findings.stream()
                .map(found -> List.of(found.level().word(), found.check(), found.text())).toList()).lines();
        for (int row = 0; row < findings.size(); row++) {
            var found = findings.get(row);
            var state = switch (found.level()) {
                case OK -> "active";
                case WARN -> "waiting";
                case FAIL -> "error";
            };
            out().println(colours.ofState(state, lines.get(row + 1)));
            if (!found.cure().isEmpty()) {
                out().println("      " + PlainText.line(found.cure()));
            }
        }
        err().println(switch (worst(findings)) {
            case OK -> "All checks passed.";
            case WARN -> "The hub will work; see the warnings above.";
            case FAIL -> "The hub will not work; see the lines marked fail.";
        });
    }
}
