package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.EngineException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sees to it that a plan's network is there. Calls block, bounded in time.
 *
 * <p>The project's own is one bridge for all its agents, on which the engine drops what goes from one container to another
 * ({@code enable_icc=false}). A network for each agent would part them as well, but an engine has about thirty ranges of addresses for
 * networks, and a team may have hundreds of agents. It has IPv4 only, since engines before 27 do not filter IPv6 by themselves.
 *
 * <p>Engine API: {@code GET /networks/{name}}, {@code POST /networks/create}, {@code GET /info}.
 */
final class Networks {

    private static final Logger LOG = Logger.getLogger(Networks.class);
    private static final String BETWEEN_CONTAINERS = "com.docker.network.bridge.enable_icc";
    private static final String OTHERWISE = " Or set hub.network to a network of the engine (bridge, say), on which agents reach each other.";

    private final DockerClient docker;
    private final Separation separation;
    private final String project;
    private final Consumer<String> trouble;
    /** Two agents that start at once make one network. */
    private final ReentrantLock making = new ReentrantLock();
    private boolean checked;

    /** @param trouble told, in a sentence for people, when the engine does not keep containers apart */
    Networks(DockerClient docker, Separation separation, String project, Consumer<String> trouble) {
        this.docker = docker;
        this.separation = separation;
        this.project = project;
        this.trouble = trouble;
    }

    /** Makes the network where it is the project's and missing; answers with the engine's id of it. */
    String prepare(AgentNetwork network) throws IOException {
        return switch (network) {
            case AgentNetwork.Named named -> find(named.name()).map(Network::getId).orElseThrow(() -> refused(
                    "The engine has no network " + named.name() + ", which hub.network names: make it (docker network create "
                            + named.name() + "), or set hub.network=isolated.", null));
            case AgentNetwork.Isolated own -> isolated(own.name());
        };
    }

    private String isolated(String name) throws IOException {
        making.lock();
        try {
            if (!checked) {
                separation.missing().ifPresent(this::tell);
                checked = true;
            }
            var found = find(name);
            if (found.isPresent()) {
                return usable(found.get());
            }
            var id = docker.createNetworkCmd().withName(name).withDriver("bridge").withCheckDuplicate(true).withEnableIpv6(false)
                    .withOptions(Map.of(BETWEEN_CONTAINERS, "false")).withLabels(Map.of(Labels.PROJECT, project)).exec().getId();
            LOG.infof("Made the network %s, on which agents do not reach each other.", name);
            return id;
        } catch (DockerException e) {
            throw refused("The Docker Engine would not make the network " + name + ": " + EngineErrors.message(e) + "." + cure(EngineErrors.message(e))
                    + OTHERWISE, e);
        } finally {
            making.unlock();
        }
    }

    private void tell(String message) {
        LOG.warn(message);
        trouble.accept(message);
    }

    private Optional<Network> find(String name) {
        try {
            return Optional.of(docker.inspectNetworkCmd().withNetworkId(name).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private String usable(Network found) {
        if (found.getLabels() == null || !project.equals(found.getLabels().get(Labels.PROJECT))) {
            throw refused("The network " + found.getName() + " is not this project's: remove it (docker network rm), or set another "
                    + "hub.container-prefix.", null);
        }
        if (!"bridge".equals(found.getDriver()) || !"false".equals(found.getOptions().get(BETWEEN_CONTAINERS))
                || Boolean.TRUE.equals(found.getEnableIPv6())) {
            throw refused("The network " + found.getName() + " would not keep agents apart, somebody has made it in another way: stop the agents and"
                    + " remove it (docker network rm " + found.getName() + "), and the hub makes it again.", null);
        }
        return found.getId();
    }

    /**
     * Whether the container is on this network and no other. One that was made before the network was removed and made again refers
     * to what is not there any more, and could not start.
     */
    static boolean holds(InspectContainerResponse container, AgentNetwork network, String id) {
        var settings = container.getNetworkSettings();
        var networks = settings == null || settings.getNetworks() == null ? Map.<String, Object>of() : settings.getNetworks();
        if (networks.size() != 1 || !networks.containsKey(network.name())) {
            return false;
        }
        var known = settings.getNetworks().get(network.name()).getNetworkID();
        // One that was never started may have none yet.
        return known == null || known.isEmpty() || known.equals(id);
    }

    private static String cure(String message) {
        if (message.contains("address pool")) {
            return " It has no addresses left for another network: remove those that nobody uses (docker network prune), or give it more"
                    + " (default-address-pools in /etc/docker/daemon.json).";
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
