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
 * One connection of a client, which it ends when it does nothing for longer than it may. It stands in the connection's pipeline
 * twice: at the head it sees bytes, and behind the decoder ({@link Messages}) requests and answers. All of it runs on the
 * connection's event loop, but for what is volatile.
 */
final class Connection extends ChannelDuplexHandler {

    static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class.getName());

    /** What Vert.x calls its own handler, the last one, and ours before it. */
    private static final String SERVER = "handler";
    private static final String MESSAGES = "agent-hub";
    private static final Set<HttpVersion> VERSIONS = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    private static final long LOOKED_AT_EVERY_MS = 500;
    /** So long a refused client has to read why, before the connection is gone. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Bounds bounds;
    private final long begun = System.nanoTime();
    private ChannelHandlerContext head;
    private Future<?> looks;
    private long receivingSince = begun;
    private long lastRead = begun;
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
    private volatile long idleSince = begun;
    private volatile boolean trusted;
    private volatile boolean closing;
    private volatile Optional<String> session = Optional.empty();

    Connection(Bounds bounds) {
        this.bounds = bounds;
    }

    /** A request on it has shown who asks, by the token or by a session. From any thread. */
    void trust(Optional<String> shown) {
        trusted = true;
        session = shown;
    }

    /** The session that a request on it has shown last. From any thread. */
    Optional<String> session() {
        return session;
    }

    /**
     * Ends it, whatever it does. From any thread. From the head on: Vert.x, behind it, would first wait until all is written,
     * and a client that does not read would keep its connection for ever.
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

    /** Whether nobody would miss it: a client that is known, and waits for nothing. */
    boolean isIdle() {
        return !upgraded && unanswered == 0;
    }

    /** When it was last in use, in nanoseconds of this process. */
    long idleSince() {
        return idleSince;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        head = context;
        context.channel().attr(KEY).set(this);
        looks = context.executor().scheduleWithFixedDelay(this::look, LOOKED_AT_EVERY_MS, LOOKED_AT_EVERY_MS,
                TimeUnit.MILLISECONDS);
        if (closing) {
            context.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        looks.cancel(false);
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

    private void look() {
        var now = System.nanoTime();
        if (refused ? isOver(now, refusedAt, FAREWELL) : isStalled(now)) {
            head.close();
        } else if (refused) {
            return;
        } else if (upgraded) {
            if (isOver(now, lastRead, bounds.silence())) {
                head.close();
            }
        } else if (receiving) {
            if (isOver(now, receivingSince, bounds.request())) {
                late();
            }
        } else if (unanswered == 0 && isOver(now, idleSince, bounds.keepAlive())) {
            head.close();
        }
    }

    /** Who has said nothing at all is not answered. */
    private void late() {
        if (lastRead == begun) {
            head.close();
        } else {
            refuse(Refusal.late(bounds.request().toSeconds()));
        }
    }

    private static boolean isOver(long now, long since, Duration bound) {
        return now - since > bound.toNanos();
    }

    /** Whether what is to be sent has not moved for too long: the client does not read. */
    private boolean isStalled(long now) {
        var buffer = head.channel().unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            stalled = false;
            return false;
        }
        // The entry at the front and how much of it is gone tell one state of the buffer from the next.
        var seen = 31L * System.identityHashCode(buffer.current()) + buffer.currentProgress();
        if (!stalled || seen != progress) {
            stalled = true;
            stalledSince = now;
            progress = seen;
        }
        return isOver(now, stalledSince, bounds.stall());
    }

    /** Answers and ends. The client is given a moment to read the answer: closing at once would take it away. */
    private void refuse(Refusal refusal) {
        // Where earlier requests wait for their answers, this one would be taken for one of them.
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

    /** Behind the decoder: sees whole heads and the ends of bodies, and what is answered. */
    private final class Messages extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var problem = message instanceof HttpObject part ? problem(part) : Optional.<Refusal>empty();
            if (refused || problem.isPresent()) {
                ReferenceCountUtil.release(message);
                problem.filter(first -> !refused).ifPresent(Connection.this::refuse);
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
