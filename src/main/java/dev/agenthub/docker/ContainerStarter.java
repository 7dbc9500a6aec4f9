package dev.agenthub.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.StartWatch;
import dev.agenthub.engine.TerminalMode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Starts a plan's container: reuses, recreates or refuses an existing one of that name. Blocks.
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
    /** For removing what a failed start made, when its own time may be over. */
    private static final Duration CLEANUP = Duration.ofSeconds(15);

    private final EngineApi api;
    private final DockerProject project;
    private final ContainerPlan plan;
    private final Networks networks;
    private final EngineCalls calls;
    private final Containers containers;
    private final Images images;

    private ContainerStarter(EngineApi api, DockerProject project, ContainerPlan plan, Networks networks,
            EngineCalls calls) {
        this.api = api;
        this.project = project;
        this.plan = plan;
        this.networks = networks;
        this.calls = calls;
        this.containers = new Containers(api, project);
        this.images = new Images(api);
    }

    /**
     * Starts the plan. If a container must be created and the image is missing, pulls it and starts over; each has its
     * own limit, and the second follows the first.
     *
     * @param api with the deadline of a start that has its image
     */
    static RunningContainer start(EngineApi api, DockerProject project, ContainerPlan plan, StartLimits limits,
            Networks networks, EngineCalls calls, StartWatch watch) throws IOException, InterruptedException {
        try {
            return new ContainerStarter(api, project, plan, networks, calls).start();
        } catch (NotFoundException e) {
            if (new Images(api).id(plan.image()).isPresent()) {
                throw e;
            }
            new Images(api.within(limits.image())).pull(plan.image(), watch);
            return new ContainerStarter(api.within(limits.start()), project, plan, networks, calls).start();
        }
    }

    private RunningContainer start() throws IOException, InterruptedException {
        var name = project.container(plan.agent());
        var network = networks.prepare(api.docker(), plan.network());
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = containers.find(name);
            if (found.isPresent()) {
                containers.ours(found.get());
                if (usable(found.get()) && Networks.isOnlyOn(found.get(), project.network(plan.network()), network)) {
                    return reuse(found.get());
                }
                containers.stop(found.get().getId(), GRACE);
                containers.remove(found.get().getId());
            }
            var created = create();
            if (created.isPresent()) {
                return run(created.get(), false);
            }
            Thread.sleep(RETRY_PAUSE_MILLIS); // the name was just taken, or is not free yet
        }
        throw new EngineException(EngineException.Kind.REFUSED, "The container name " + name
                + " is still taken after " + ATTEMPTS + " attempts: check what else creates it (docker ps -a).");
    }

    /** A stopped container whose image was rebuilt counts as one of another plan; a running one is left alone. */
    private boolean usable(InspectContainerResponse found) {
        var state = found.getState();
        if (Boolean.TRUE.equals(state.getDead()) || "removing".equals(state.getStatus())
                || !plan.hash().equals(Labels.of(found).get(Labels.PLAN))) {
            return false;
        }
        return Boolean.TRUE.equals(state.getRunning())
                || images.id(plan.image()).filter(image -> !image.equals(found.getImageId())).isEmpty();
    }

    private RunningContainer reuse(InspectContainerResponse found) throws IOException, InterruptedException {
        var id = found.getId();
        if (Boolean.TRUE.equals(found.getState().getPaused())) {
            api.docker().unpauseContainerCmd(id).exec();
            return reuse(containers.present(id));
        }
        var running = Boolean.TRUE.equals(found.getState().getRunning());
        if (running && plan.terminal() == TerminalMode.ATTACH) {
            return new RunningContainer(containers.ours(found), terminals().attachToRunning(found));
        }
        if (running && hasLiveExec(found)) {
            // A hub that died left this program behind. Its terminal cannot be adopted, and a second program would
            // share its workspace.
            containers.stop(id, GRACE);
        }
        return run(id, true);
    }

    private boolean hasLiveExec(InspectContainerResponse found) {
        return Objects.requireNonNullElse(found.getExecIds(), List.<String>of()).stream().anyMatch(exec -> {
            try {
                return Boolean.TRUE.equals(api.docker().inspectExecCmd(exec).exec().isRunning());
            } catch (NotFoundException e) {
                return false; // it ended in the meantime
            }
        });
    }

    /** {@return the new container's id; empty if the name is taken} */
    private Optional<String> create() {
        try {
            var create = api.docker().createContainerCmd(plan.image());
            return Optional.of(ContainerSpec.fill(create, plan, project).exec().getId());
        } catch (ConflictException e) {
            return Optional.empty();
        }
    }

    private RunningContainer run(String id, boolean reused) throws IOException {
        DockerTerminal terminal = null;
        try {
            if (plan.terminal() == TerminalMode.ATTACH) {
                terminal = terminals().attachBeforeStart(id);
            }
            startUnlessRunning(id);
            if (plan.terminal() == TerminalMode.EXEC) {
                terminal = terminals().exec(id, plan);
            }
            return new RunningContainer(containers.ours(id), terminal);
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
            api.docker().startContainerCmd(id).exec();
        } catch (NotModifiedException e) {
            LOG.debugf("Container %s is already running", id);
        }
    }

    private void undo(String id, boolean reused, Exception cause) {
        var cleanup = new Containers(api.within(CLEANUP), project);
        try {
            if (reused) {
                cleanup.stop(id, Duration.ZERO);
            } else {
                cleanup.remove(id);
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e); // the first failure is reported
        }
    }

    private Terminals terminals() {
        return new Terminals(api, calls);
    }
}
