package dev.agenthub.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Opens connections to the engine. */
final class EngineDialer {

    private static final int CONNECT_MILLIS = 5_000;

    private final DockerHost host;
    private final Optional<SSLContext> tls;

    /** @param tls present exactly where TLS is spoken */
    EngineDialer(DockerHost host, Optional<SSLContext> tls) {
        this.host = host;
        this.tls = tls;
    }

    /** Connects, bounded in time. */
    EngineSocket dial() throws IOException {
        if (host.socketFile().isPresent()) {
            return new ChannelSocket(SocketChannel.open(UnixDomainSocketAddress.of(host.socketFile().get())));
        }
        var address = new InetSocketAddress(host.address().getHost(), host.port());
        return tls.isPresent() ? dialTls(address, tls.get()) : dialTcp(address);
    }

    private static EngineSocket dialTcp(InetSocketAddress address) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.socket().connect(address, CONNECT_MILLIS);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // A terminal may be quiet for days: only this finds out that the other machine is gone.
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return new ChannelSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static EngineSocket dialTls(InetSocketAddress address, SSLContext tls) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(address, CONNECT_MILLIS);
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.setSoTimeout(CONNECT_MILLIS);
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
