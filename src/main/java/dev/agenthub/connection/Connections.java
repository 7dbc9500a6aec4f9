package dev.agenthub.connection;

import dev.agenthub.config.HubConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Limits the number of client connections. At the limit, a new connection evicts another: the oldest unauthenticated
 * one, or else the one that has been idle longest. So clients without the token cannot lock out those with it.
 *
 * <p>Vert.x only limits idle time, which a byte now and then extends forever. So this handler sits in front of Vert.x,
 * in the pipeline of the listening socket, and adds a {@link ClientConnection} to each accepted channel.
 */
@Singleton
@Sharable
public class Connections extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private static final Duration STALL = Duration.ofSeconds(30);
    /** Unanswered pings before a WebSocket is closed: one may still be in transit. */
    private static final int PINGS = 2;
    /** Descriptors reserved for the hub's own files and the engine, and per agent for terminal, recording and calls. */
    private static final int RESERVED = 16;
    private static final int RESERVED_PER_AGENT = 4;
    private static final int MIN_CONNECTIONS = 8;
    private static final long WARNING_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final HubConfig config;
    private final VertxInternal vertx;
    private final HttpServer http;
    private final Bounds bounds;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARNING_INTERVAL_NANOS);
    private volatile int limit;

    Connections(HubConfig config, Vertx vertx, HttpServer http,
            @ConfigProperty(name = "quarkus.websockets-next.server.auto-ping-interval") Duration ping) {
        this.config = config;
        this.vertx = (VertxInternal) vertx;
        this.http = http;
        this.bounds = new Bounds(config.requestTimeout(), config.keepAlive(),
                ping.multipliedBy(PINGS).plus(ping.dividedBy(2)), STALL);
        limit = config.connections();
    }

    /** Runs once the socket listens. Vert.x has no earlier hook. */
    @SuppressWarnings("deprecation") // Netty's replacement cannot be changed on a channel
    void begin(@ObservesAsync HttpServerStart event) {
        limit = limit();
        vertx.getAcceptorEventLoopGroup().forEach(loop -> onEach(loop, channel -> {
            if (isOurs(channel)) {
                // Accept one at a time, so that the limit is not exceeded.
                channel.config().setOption(ChannelOption.MAX_MESSAGES_PER_READ, 1);
                channel.pipeline().addFirst(this);
            }
        }));
        // Connections accepted before this handler was added.
        vertx.getEventLoopGroup().forEach(loop -> onEach(loop, channel -> {
            if (channel.parent() != null && isOurs(channel.parent()) && !channel.hasAttr(ClientConnection.KEY)) {
                watch(channel, new ClientConnection(bounds), Optional.empty());
            }
        }));
    }

    private interface ChannelAction {
        void apply(Channel channel);
    }

    private static void onEach(EventExecutor loop, ChannelAction action) {
        loop.execute(() -> ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(action::apply));
    }

    private boolean isOurs(Channel channel) {
        return channel instanceof ServerSocketChannel server && server.localAddress() != null
                && server.localAddress().getPort() == http.getPort();
    }

    /** The configured number, or fewer if this process has too few descriptors. */
    private int limit() {
        var reserved = RESERVED + RESERVED_PER_AGENT * config.agents().ids().size();
        var left = Descriptors.left();
        if (left.isEmpty() || left.getAsInt() - reserved >= config.connections()) {
            return config.connections();
        }
        var fit = Math.max(MIN_CONNECTIONS, left.getAsInt() - reserved);
        LOG.warnf("The open-file limit (ulimit -n) allows only %d connections, not hub.connections=%d.", fit,
                config.connections());
        return fit;
    }

    @Override
    public void channelRead(ChannelHandlerContext listening, Object message) {
        if (!(message instanceof Channel accepted)) {
            listening.fireChannelRead(message);
            return;
        }
        var victim = open.size() < limit ? Optional.<ClientConnection>empty() : evictable();
        if (open.size() >= limit && victim.isEmpty()) {
            warn();
            accepted.unsafe().closeForcibly();
            return;
        }
        watch(accepted, new ClientConnection(bounds), Optional.of(listening.channel()));
        listening.fireChannelRead(message);
        victim.ifPresent(evicted -> {
            // Accept the next one only after this one is closed.
            listening.channel().config().setAutoRead(false);
            evicted.close();
            resumeAccepting(listening.channel());
        });
    }

    private void watch(Channel channel, ClientConnection connection, Optional<Channel> listening) {
        open.add(connection);
        channel.pipeline().addFirst(connection);
        channel.closeFuture().addListener(closed -> {
            open.remove(connection);
            listening.ifPresent(this::resumeAccepting);
        });
    }

    /** Resumes accepting if there is room. Runs on the accepting event loop, so no close is missed. */
    private void resumeAccepting(Channel listening) {
        listening.eventLoop().execute(() -> {
            if (!listening.config().isAutoRead() && open.size() <= limit) {
                listening.config().setAutoRead(true);
            }
        });
    }

    private Optional<ClientConnection> evictable() {
        var candidates = open.stream().filter(connection -> !connection.isClosing()).toList();
        return candidates.stream().filter(connection -> !connection.isTrusted()).min(byAge())
                .or(() -> candidates.stream().filter(ClientConnection::isIdle).min(byAge()));
    }

    private static Comparator<ClientConnection> byAge() {
        var now = System.nanoTime();
        return Comparator.comparingLong(connection -> connection.idleSince() - now);
    }

    private void warn() {
        var now = System.nanoTime();
        var before = warnedAt.get();
        if (now - before >= WARNING_INTERVAL_NANOS && warnedAt.compareAndSet(before, now)) {
            LOG.warnf("All %d connections are in use by authenticated clients, so a new one was refused. Close "
                    + "some, or raise hub.connections.", limit);
        }
    }

    /** Marks the connection of this request as authenticated, by {@code session} if present, else by the token. */
    public void trust(RoutingContext context, Optional<String> session) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            Optional.ofNullable(connection.channel().attr(ClientConnection.KEY).get())
                    .ifPresent(known -> known.trust(session));
        }
    }

    /** The sessions in use: those with an open WebSocket or event stream, or a pending request. */
    public Set<String> sessions() {
        return open.stream().filter(connection -> !connection.isIdle())
                .flatMap(connection -> connection.session().stream())
                .collect(Collectors.toSet());
    }

    /**
     * Closes the connections whose last request presented one of these sessions, including WebSockets and event
     * streams.
     */
    public void end(Set<String> sessions) {
        open.stream().filter(connection -> connection.session().filter(sessions::contains).isPresent())
                .forEach(ClientConnection::close);
    }
}
