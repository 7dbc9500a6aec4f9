package dev.agenthub.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Opens connections to the engine. */
final class EngineDialer {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final DockerHost host;
    private final Optional<SSLContext> tls;

    /** @param tls present exactly where TLS is spoken */
    EngineDialer(DockerHost host, Optional<SSLContext> tls) {
        this.host = host;
        this.tls = tls;
    }

    /** Connects, bounded in time. */
    EngineSocket dial() throws IOException {
        return dial(CONNECT_WITHIN);
    }

    /** Connects within that time, and never in more than {@link #CONNECT_WITHIN}. */
    EngineSocket dial(Duration within) throws IOException {
        if (host.socketFile().isPresent()) {
            return dialUnix(UnixDomainSocketAddress.of(host.socketFile().get()));
        }
        var address = new InetSocketAddress(host.address().getHost(), host.port());
        var millis = (int) Math.max(1, Math.min(within.toMillis(), CONNECT_WITHIN.toMillis()));
        return tls.isPresent() ? dialTls(address, tls.get(), millis) : dialTcp(address, millis);
    }

    /** A Unix socket takes a connection at once or, where an engine that hangs has let its queue fill, not at all. */
    private static EngineSocket dialUnix(UnixDomainSocketAddress address) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                throw new SocketTimeoutException("the engine takes no more connections");
            }
            channel.configureBlocking(true);
            return new ChannelSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static EngineSocket dialTcp(InetSocketAddress address, int millis) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.socket().connect(address, millis);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // A terminal may be quiet for days: only this finds out that the other machine is gone.
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return new ChannelSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static EngineSocket dialTls(InetSocketAddress address, SSLContext tls, int millis) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(address, millis);
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.setSoTimeout(millis);
            var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.setSoTimeout(0);
            return new TlsSocket(socket, plain);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }
}
