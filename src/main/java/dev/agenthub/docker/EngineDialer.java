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

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final DockerHost host;
    private final Optional<SSLContext> tls;

    /** @param tls present only with TLS */
    EngineDialer(DockerHost host, Optional<SSLContext> tls) {
        this.host = host;
        this.tls = tls;
    }

    EngineSocket dial() throws IOException {
        return dial(CONNECT_TIMEOUT);
    }

    /** Connects within the timeout, but at most {@link #CONNECT_TIMEOUT}. */
    EngineSocket dial(Duration timeout) throws IOException {
        if (host.socketFile().isPresent()) {
            return dialUnix(UnixDomainSocketAddress.of(host.socketFile().get()));
        }
        var address = new InetSocketAddress(host.address().getHost(), host.port());
        var millis = (int) Math.max(1, Math.min(timeout.toMillis(), CONNECT_TIMEOUT.toMillis()));
        return tls.isPresent() ? dialTls(address, tls.get(), millis) : dialTcp(address, millis);
    }

    /** A Unix socket accepts immediately, or never if the backlog of a hanging engine is full. */
    private static EngineSocket dialUnix(UnixDomainSocketAddress address) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                throw new SocketTimeoutException("the engine accepts no more connections");
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
            // A terminal may be quiet for days; keep-alive detects that the other machine is gone.
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
            var socket = (SSLSocket) tls.getSocketFactory()
                    .createSocket(plain, address.getHostString(), address.getPort(), true);
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
