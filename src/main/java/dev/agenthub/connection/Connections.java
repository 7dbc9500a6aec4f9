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
 * All connections of clients, of which there are so many at most. When there are more, the one that is missed least ends: the
 * oldest that has shown no token, else the one that has been idle for longest. So nobody can take all of them without a token.
 *
 * <p>Vert.x has a bound for idle connections only, which a byte now and then extends without end. So this stands before
 * Vert.x, in the pipeline of the listening socket, and gives each accepted one a {@link Connection}.
 */
@Singleton
@Sharable
public class Connections extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private static final Duration STALL = Duration.ofSeconds(30);
    /** So many pings must be unanswered before a WebSocket ends: the first may be on its way. */
    private static final int PINGS = 2;
    /** What is kept for the hub's own files and its engine, and for each agent's terminal, recording and calls. */
    private static final int KEPT = 16;
    private static final int KEPT_FOR_EACH_AGENT = 4;
    private static final int FEWEST = 8;
    private static final long WARNED_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final HubConfig config;
    private final VertxInternal vertx;
    private final HttpServer http;
    private final Bounds bounds;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARNED_EVERY_NANOS);
    private volatile int most;

    Connections(HubConfig config, Vertx vertx, HttpServer http,
            @ConfigProperty(name = "quarkus.websockets-next.server.auto-ping-interval") Duration ping) {
        this.config = config;
        this.vertx = (VertxInternal) vertx;
        this.http = http;
        this.bounds = new Bounds(config.requestTimeout(), config.keepAlive(),
                ping.multipliedBy(PINGS).plus(ping.dividedBy(2)), STALL);
        this.most = config.connections();
    }

    /** As soon as the socket listens. Vert.x has nothing by which one could come earlier. */
    void begin(@ObservesAsync HttpServerStart event) {
        most = fitting();
        vertx.getAcceptorEventLoopGroup().forEach(loop -> onEach(loop, channel -> {
            if (isOurs(channel)) {
                // One at a time, so that no more are accepted than there is room for.
                channel.config().setOption(ChannelOption.MAX_MESSAGES_PER_READ, 1);
                channel.pipeline().addFirst(this);
            }
        }));
        // Who has come before.
        vertx.getEventLoopGroup().forEach(loop -> onEach(loop, channel -> {
            if (channel.parent() != null && isOurs(channel.parent()) && !channel.hasAttr(Connection.KEY)) {
                watch(channel, new Connection(bounds), Optional.empty());
            }
        }));
    }

    private interface Look {
        void at(Channel channel);
    }

    private static void onEach(EventExecutor loop, Look look) {
        loop.execute(() -> ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(look::at));
    }

    private boolean isOurs(Channel channel) {
        return channel instanceof ServerSocketChannel server && server.localAddress() != null
                && server.localAddress().getPort() == http.getPort();
    }

    /** As many as are configured, or as this process has descriptors for. */
    private int fitting() {
        var kept = KEPT + KEPT_FOR_EACH_AGENT * config.agents().ids().size();
        var left = Descriptors.left();
        if (left.isEmpty() || left.getAsInt() - kept >= config.connections()) {
            return config.connections();
        }
        var fit = Math.max(FEWEST, left.getAsInt() - kept);
        LOG.warnf("The limit of open files (ulimit -n) leaves room for %d connections instead of hub.connections=%d.", fit,
                config.connections());
        return fit;
    }

    @Override
    public void channelRead(ChannelHandlerContext listening, Object message) {
        if (!(message instanceof Channel accepted)) {
            listening.fireChannelRead(message);
            return;
        }
        var victim = open.size() < most ? Optional.<Connection>empty() : leastMissed();
        if (open.size() >= most && victim.isEmpty()) {
            warn();
            accepted.unsafe().closeForcibly();
            return;
        }
        watch(accepted, new Connection(bounds), Optional.of(listening.channel()));
        listening.fireChannelRead(message);
        victim.ifPresent(missedLeast -> {
            // The next one is accepted when this has ended.
            listening.channel().config().setAutoRead(false);
            missedLeast.close();
            goOn(listening.channel());
        });
    }

    private void watch(Channel channel, Connection connection, Optional<Channel> listening) {
        open.add(connection);
        channel.pipeline().addFirst(connection);
        channel.closeFuture().addListener(closed -> {
            open.remove(connection);
            listening.ifPresent(this::goOn);
        });
    }

    /** Accepts again where there is room; looked at on the loop that accepts, so that no end of a connection is missed. */
    private void goOn(Channel listening) {
        listening.eventLoop().execute(() -> {
            if (!listening.config().isAutoRead() && open.size() <= most) {
                listening.config().setAutoRead(true);
            }
        });
    }

    private Optional<Connection> leastMissed() {
        var candidates = open.stream().filter(connection -> !connection.isClosing()).toList();
        return candidates.stream().filter(connection -> !connection.isTrusted()).min(byAge())
                .or(() -> candidates.stream().filter(Connection::isIdle).min(byAge()));
    }

    private static Comparator<Connection> byAge() {
        var now = System.nanoTime();
        return Comparator.comparingLong(connection -> connection.idleSince() - now);
    }

    private void warn() {
        var now = System.nanoTime();
        var before = warnedAt.get();
        if (now - before >= WARNED_EVERY_NANOS && warnedAt.compareAndSet(before, now)) {
            LOG.warnf("All %d connections are in use by clients that showed the token, so another one was refused. Close some, or "
                    + "set hub.connections higher.", most);
        }
    }

    /** The connection of this request belongs to somebody who is known; by that session, where it was by one. */
    public void trust(RoutingContext context, Optional<String> session) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            Optional.ofNullable(connection.channel().attr(Connection.KEY).get()).ifPresent(known -> known.trust(session));
        }
    }

    /** The sessions by which a WebSocket or a stream is open, or an answer is awaited: they are in use. */
    public Set<String> sessions() {
        return open.stream().filter(connection -> !connection.isIdle()).flatMap(connection -> connection.session().stream())
                .collect(Collectors.toSet());
    }

    /** Ends the connections whose last request showed one of these sessions: their WebSockets and event streams too. */
    public void end(Set<String> sessions) {
        open.stream().filter(connection -> connection.session().filter(sessions::contains).isPresent())
                .forEach(Connection::close);
    }
}
