package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.TerminalMode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Starts a plan's container: reuses, recreates or refuses an existing one of that name. Calls block up to a timeout.
 *
 * <p>Engine API: {@code POST /containers/create}, {@code POST /containers/{id}/start},
 * {@code POST /containers/{id}/unpause}.
 */
final class ContainerStarter {

    private static final Logger LOG = Logger.getLogger(ContainerStarter.class);
    private static final int ATTEMPTS = 10;
    private static final long RETRY_PAUSE_MILLIS = 200;
    /** For a program whose container is replaced; long enough to save its work. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DockerClient docker;
    private final Containers containers;
    private final Images images;
    private final Networks networks;
    private final Terminals terminals;

    ContainerStarter(DockerClient docker, Containers containers, Images images, Networks networks,
            Terminals terminals) {
        this.docker = docker;
        this.containers = containers;
        this.images = images;
        this.networks = networks;
        this.terminals = terminals;
    }

    RunningContainer start(ContainerPlan plan) throws IOException, InterruptedException {
        var network = networks.prepare(plan.network());
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = containers.find(plan.name());
            if (found.isPresent()) {
                containers.ours(found.get());
                if (usable(found.get(), plan) && Networks.isOnlyOn(found.get(), plan.network(), network)) {
                    return reuse(found.get(), plan);
                }
                containers.stop(found.get().getId(), GRACE);
                containers.remove(found.get().getId());
            }
            var created = create(plan);
            if (created.isPresent()) {
                return run(created.get(), plan, false);
            }
            Thread.sleep(RETRY_PAUSE_MILLIS); // the name was just taken, or is not free yet
        }
        throw new EngineException(EngineException.Kind.REFUSED, "The container name " + plan.name()
                + " is still taken after " + ATTEMPTS + " attempts: check what else creates it (docker ps -a).");
    }

    /** A stopped container whose image was rebuilt counts as one of another plan; a running one is left alone. */
    private boolean usable(InspectContainerResponse found, ContainerPlan plan) {
        var state = found.getState();
        if (Boolean.TRUE.equals(state.getDead()) || "removing".equals(state.getStatus())
                || !plan.hash().equals(Labels.of(found).get(Labels.PLAN))) {
            return false;
        }
        return Boolean.TRUE.equals(state.getRunning())
                || images.id(plan.image()).filter(image -> !image.equals(found.getImageId())).isEmpty();
    }

    private RunningContainer reuse(InspectContainerResponse found, ContainerPlan plan)
            throws IOException, InterruptedException {
        var id = found.getId();
        if (Boolean.TRUE.equals(found.getState().getPaused())) {
            docker.unpauseContainerCmd(id).exec();
        }
        var running = Boolean.TRUE.equals(found.getState().getRunning());
        if (running && plan.terminal() == TerminalMode.ATTACH) {
            var started = containers.ours(found).startedAt().orElseThrow();
            return new RunningContainer(id, started, true, terminals.attachToRunning(found));
        }
        if (running && hasLiveExec(found)) {
            // A hub that died left this program behind. Its terminal cannot be adopted, and a second program would
            // share its workspace.
            containers.stop(id, GRACE);
        }
        return run(id, plan, true);
    }

    private boolean hasLiveExec(InspectContainerResponse found) {
        return Objects.requireNonNullElse(found.getExecIds(), List.<String>of()).stream().anyMatch(exec -> {
            try {
                return Boolean.TRUE.equals(docker.inspectExecCmd(exec).exec().isRunning());
            } catch (NotFoundException e) {
                return false; // it ended in the meantime
            }
        });
    }

    private Optional<String> create(ContainerPlan plan) throws InterruptedException {
        for (var pulled = false;; pulled = true) {
            try {
                return Optional.of(ContainerSpec.fill(docker.createContainerCmd(plan.image()), plan).exec().getId());
            } catch (ConflictException e) {
                return Optional.empty();
            } catch (NotFoundException e) {
                if (pulled || images.id(plan.image()).isPresent()) {
                    throw e;
                }
                images.pull(plan.image());
            }
        }
    }

    private RunningContainer run(String id, ContainerPlan plan, boolean reused) throws IOException {
        DockerTerminal terminal = null;
        try {
            if (plan.terminal() == TerminalMode.ATTACH) {
                terminal = terminals.attachBeforeStart(id);
            }
            startUnlessRunning(id);
            if (plan.terminal() == TerminalMode.EXEC) {
                terminal = terminals.exec(id, plan);
            }
            var started = containers.ours(id).startedAt().orElseThrow();
            return new RunningContainer(id, started, reused, terminal);
        } catch (IOException | RuntimeException e) {
            if (terminal != null) {
                terminal.close();
            }
            undo(id, reused, e);
            throw e;
        }
    }

    private void startUnlessRunning(String id) {
        try {
            docker.startContainerCmd(id).exec();
        } catch (NotModifiedException e) {
            LOG.debugf("Container %s is already running", id);
        }
    }

    private void undo(String id, boolean reused, Exception cause) {
        try {
            if (reused) {
                containers.stop(id, Duration.ZERO);
            } else {
                containers.remove(id);
            }
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e); // the first failure is reported
        }
    }
}
