package dev.agenthub.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Enforces the time limits of one client connection. It sits in the channel pipeline twice: at the head, where it sees
 * bytes, and after the decoder ({@link Messages}), where it sees requests and responses. Runs on the connection's event
 * loop; only the volatile fields are read from other threads.
 */
final class ClientConnection extends ChannelDuplexHandler {

    static final AttributeKey<ClientConnection> KEY = AttributeKey.valueOf(ClientConnection.class.getName());

    /** The name that Vert.x gives its own handler, the last one. */
    private static final String SERVER = "handler";
    private static final String MESSAGES = "agent-hub";
    private static final Set<HttpVersion> VERSIONS = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    private static final long CHECK_INTERVAL_MS = 500;
    /** How long a refused client has to read the response before the connection is closed. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Bounds bounds;
    private final long opened = System.nanoTime();
    private ChannelHandlerContext head;
    private Future<?> checks;
    private long receivingSince = opened;
    private long lastRead = opened;
    private long refusedAt;
    private boolean receiving = true;
    private boolean inBody;
    private boolean answering;
    private boolean refused;
    private boolean stalled;
    private long stalledSince;
    private long progress;
    private volatile boolean upgraded;
    private volatile int unanswered;
    private volatile long idleSince = opened;
    private volatile boolean trusted;
    private volatile boolean closing;
    private volatile Optional<String> session = Optional.empty();

    ClientConnection(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Marks the connection as authenticated, by the token or a session. Callable from any thread. */
    void trust(Optional<String> presented) {
        trusted = true;
        session = presented;
    }

    /** The session presented by the last request. Callable from any thread. */
    Optional<String> session() {
        return session;
    }

    /**
     * Closes the connection immediately. Callable from any thread. Closes from the head of the pipeline: Vert.x would
     * first wait until all is written, so a client that does not read would keep its connection forever.
     */
    void close() {
        closing = true;
        var context = head;
        if (context != null) {
            context.close();
        }
    }

    boolean isClosing() {
        return closing;
    }

    boolean isTrusted() {
        return trusted;
    }

    /** Whether no request is pending and no WebSocket is open. */
    boolean isIdle() {
        return !upgraded && unanswered == 0;
    }

    /** When it was last in use, as {@link System#nanoTime()}. */
    long idleSince() {
        return idleSince;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        head = context;
        context.channel().attr(KEY).set(this);
        checks = context.executor().scheduleWithFixedDelay(this::checkLimits, CHECK_INTERVAL_MS, CHECK_INTERVAL_MS,
                TimeUnit.MILLISECONDS);
        if (closing) {
            context.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        checks.cancel(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        lastRead = System.nanoTime();
        if (!receiving && !upgraded && message instanceof ByteBuf bytes && bytes.isReadable()) {
            receiving = true;
            receivingSince = lastRead;
        }
        if (context.pipeline().get(MESSAGES) == null && context.pipeline().get(SERVER) != null) {
            context.pipeline().addBefore(SERVER, MESSAGES, new Messages());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        context.write(message, promise);
    }

    private void checkLimits() {
        var now = System.nanoTime();
        if (refused ? isOver(now, refusedAt, LINGER) : isStalled(now)) {
            head.close();
        } else if (refused) {
            return;
        } else if (upgraded) {
            if (isOver(now, lastRead, bounds.silence())) {
                head.close();
            }
        } else if (receiving) {
            if (isOver(now, receivingSince, bounds.request())) {
                timeOut();
            }
        } else if (unanswered == 0 && isOver(now, idleSince, bounds.keepAlive())) {
            head.close();
        }
    }

    /** A client that has sent nothing gets no response. */
    private void timeOut() {
        if (lastRead == opened) {
            head.close();
        } else {
            refuse(Refusal.timeout(bounds.request().toSeconds()));
        }
    }

    private static boolean isOver(long now, long since, Duration bound) {
        return now - since > bound.toNanos();
    }

    /** Whether the outbound buffer has not moved for too long, so the client does not read. */
    private boolean isStalled(long now) {
        var buffer = head.channel().unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            stalled = false;
            return false;
        }
        // The entry at the front and its progress identify the state of the buffer.
        var current = 31L * System.identityHashCode(buffer.current()) + buffer.currentProgress();
        if (!stalled || current != progress) {
            stalled = true;
            stalledSince = now;
            progress = current;
        }
        return isOver(now, stalledSince, bounds.stall());
    }

    /**
     * Responds, then closes after {@link #LINGER}: closing immediately could discard the response before it is read.
     */
    private void refuse(Refusal refusal) {
        // If earlier responses are pending, the client would take this one for one of them.
        if (answering || unanswered > (inBody ? 1 : 0)) {
            head.close();
            return;
        }
        head.writeAndFlush(refusal.bytes()).addListener(written -> {
            if (head.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        });
        refused = true;
        refusedAt = System.nanoTime();
    }

    /** Runs after the decoder: sees request heads, the ends of bodies, and responses. */
    private final class Messages extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var problem = message instanceof HttpObject part ? problem(part) : Optional.<Refusal>empty();
            if (refused || problem.isPresent()) {
                ReferenceCountUtil.release(message);
                problem.filter(first -> !refused).ifPresent(ClientConnection.this::refuse);
                return;
            }
            if (message instanceof HttpRequest) {
                unanswered++;
                inBody = true;
            }
            if (message instanceof LastHttpContent) {
                receiving = false;
                inBody = false;
            }
            context.fireChannelRead(message);
        }

        private Optional<Refusal> problem(HttpObject part) {
            if (part.decoderResult().isFailure()) {
                return Optional.of(Refusal.of(part.decoderResult()));
            }
            if (!(part instanceof HttpRequest request)) {
                return Optional.empty();
            }
            return VERSIONS.contains(request.protocolVersion()) ? RequestForm.problem(request).map(Refusal::malformed)
                    : Optional.of(Refusal.ofVersion(request.protocolVersion()));
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response && isInformational(response)) {
                upgraded |= response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
                context.write(message, promise);
                return;
            }
            answering |= message instanceof HttpResponse;
            if (message instanceof LastHttpContent) {
                context.write(message, promise.unvoid().addListener(written -> answered()));
            } else {
                context.write(message, promise);
            }
        }

        private static boolean isInformational(HttpResponse response) {
            return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
    }

    private void answered() {
        answering = false;
        unanswered = Math.max(0, unanswered - 1);
        idleSince = System.nanoTime();
    }
}
