package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Ensures that a plan's network exists. Calls block until their deadline.
 *
 * <p>The project's own network is one bridge for all its agents, on which the engine drops traffic between containers
 * ({@code enable_icc=false}). A network per agent would isolate them too, but an engine has about thirty address ranges
 * for networks, and a team may have hundreds of agents. It is IPv4 only, because engines before 27 do not filter IPv6.
 *
 * <p>Engine API: {@code GET /networks/{name}}, {@code POST /networks/create}, {@code GET /info}.
 */
final class Networks {

    private static final Logger LOG = Logger.getLogger(Networks.class);
    private static final String ICC_OPTION = "com.docker.network.bridge.enable_icc";
    private static final String ALTERNATIVE = " Or set hub.network to an existing network such as"
            + " bridge, on which agents can reach each other.";

    private final DockerProject project;
    private final Separation separation;
    private final Consumer<String> warnings;
    /** Agents that start at once must not create the network twice. */
    private final ReentrantLock creation = new ReentrantLock();
    private boolean separationChecked;

    /** @param warnings receives a user-facing message if the engine does not isolate containers */
    Networks(DockerProject project, Separation separation, Consumer<String> warnings) {
        this.project = project;
        this.separation = separation;
        this.warnings = warnings;
    }

    /** Creates the project's network if it is missing. Returns the network's id. */
    String prepare(DockerClient docker, AgentNetwork network) throws InterruptedException {
        return switch (network) {
            case AgentNetwork.Named named -> find(docker, named.name()).map(Network::getId).orElseThrow(() -> refused(
                    "The engine has no network " + named.name() + ", which hub.network names: create it"
                            + " (docker network create " + named.name() + ") or set hub.network=isolated.", null));
            case AgentNetwork.Isolated isolated -> isolated(docker, project.network(isolated));
        };
    }

    private String isolated(DockerClient docker, String name) throws InterruptedException {
        creation.lockInterruptibly();
        try {
            if (!separationChecked) {
                separation.problem(docker.infoCmd().exec()).ifPresent(this::warn);
                separationChecked = true;
            }
            var found = find(docker, name);
            if (found.isPresent()) {
                return usable(found.get());
            }
            var id = docker.createNetworkCmd().withName(name).withDriver("bridge").withCheckDuplicate(true)
                    .withEnableIpv6(false).withOptions(Map.of(ICC_OPTION, "false"))
                    .withLabels(Map.of(Labels.PROJECT, project.id())).exec().getId();
            LOG.infof("Created network %s, on which agents cannot reach each other.", name);
            return id;
        } catch (DockerException e) {
            throw refused("The Docker Engine refused to create network " + name + ": " + EngineErrors.message(e) + "."
                    + hint(EngineErrors.message(e)) + ALTERNATIVE, e);
        } finally {
            creation.unlock();
        }
    }

    private void warn(String message) {
        LOG.warn(message);
        warnings.accept(message);
    }

    private static Optional<Network> find(DockerClient docker, String name) {
        try {
            return Optional.of(docker.inspectNetworkCmd().withNetworkId(name).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private String usable(Network found) {
        if (found.getLabels() == null || !project.id().equals(found.getLabels().get(Labels.PROJECT))) {
            throw refused("Network " + found.getName() + " does not belong to this project: remove it (docker network"
                    + " rm) or set another hub.container-prefix.", null);
        }
        if (!"bridge".equals(found.getDriver()) || !"false".equals(found.getOptions().get(ICC_OPTION))
                || Boolean.TRUE.equals(found.getEnableIPv6())) {
            throw refused("Network " + found.getName() + " does not isolate agents, because its settings are not the"
                    + " hub's: stop the agents and remove it (docker network rm " + found.getName()
                    + "); the hub will create it again.", null);
        }
        return found.getId();
    }

    /**
     * {@return whether the container is on this network only} A container that was created before the network was
     * recreated refers to the old one and cannot start.
     */
    static boolean isOnlyOn(InspectContainerResponse container, String network, String id) {
        var settings = container.getNetworkSettings();
        var networks = settings == null || settings.getNetworks() == null
                ? Map.<String, Object>of() : settings.getNetworks();
        if (networks.size() != 1 || !networks.containsKey(network)) {
            return false;
        }
        var known = settings.getNetworks().get(network).getNetworkID();
        // A container that was never started may have no network id yet.
        return known == null || known.isEmpty() || known.equals(id);
    }

    private static String hint(String message) {
        if (message.contains("address pool")) {
            return " It has no addresses left for another network: remove unused networks (docker network prune) or add"
                    + " addresses (default-address-pools in /etc/docker/daemon.json).";
        }
        if (message.contains("br_netfilter") || message.contains("bridge-nf") || message.contains("inter-container")) {
            return " " + Separation.LOAD_FILTER;
        }
        return "";
    }

    private static EngineException refused(String message, Exception cause) {
        return new EngineException(EngineException.Kind.REFUSED, message, cause);
    }
}
