package dev.agenthub.docker.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Where a server listens. */
public sealed interface Endpoint {

    /** Opens a connection. */
    Connection connect(Deadline deadline) throws IOException;

    /** A Unix socket. */
    record UnixSocket(Path path) implements Endpoint {

        private static final long BACKLOG_PAUSE_MILLIS = 50;

        public UnixSocket {
            Objects.requireNonNull(path, "path");
        }

        /** A Unix socket accepts immediately, or not yet if the backlog of a busy server is full. */
        @Override
        public Connection connect(Deadline deadline) throws IOException {
            while (true) {
                var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                try {
                    channel.configureBlocking(false);
                    if (channel.connect(UnixDomainSocketAddress.of(path))) {
                        channel.configureBlocking(true);
                        return new ChannelConnection(channel);
                    }
                    channel.close();
                    Thread.sleep(Math.min(BACKLOG_PAUSE_MILLIS, deadline.remaining().toMillis()));
                } catch (IOException | RuntimeException e) {
                    channel.close();
                    throw e;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }
        }
    }

    /** A TCP port without TLS. */
    record Tcp(String host, int port) implements Endpoint {

        @Override
        public Connection connect(Deadline deadline) throws IOException {
            var channel = SocketChannel.open();
            try {
                Endpoint.connect(channel.socket(), host, port, deadline);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                // A terminal may be quiet for days; keep-alive detects that the other machine is gone.
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                return new ChannelConnection(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** A TCP port with TLS; the server's certificate must be valid for {@code host}. */
    record Tls(String host, int port, SSLContext context) implements Endpoint {

        @Override
        public Connection connect(Deadline deadline) throws IOException {
            var plain = new Socket();
            try {
                Endpoint.connect(plain, host, port, deadline);
                plain.setTcpNoDelay(true);
                plain.setKeepAlive(true);
                plain.setSoTimeout(millis(deadline));
                var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                try {
                    socket.startHandshake();
                } catch (SocketTimeoutException e) {
                    throw (IOException) deadline.exceeded().initCause(e);
                }
                socket.setSoTimeout(0);
                return new TlsConnection(socket, plain);
            } catch (IOException | RuntimeException e) {
                plain.close();
                throw e;
            }
        }
    }

    private static void connect(Socket socket, String host, int port, Deadline deadline) throws IOException {
        try {
            socket.connect(new InetSocketAddress(host, port), millis(deadline));
        } catch (SocketTimeoutException e) {
            throw (IOException) deadline.exceeded().initCause(e);
        }
    }

    private static int millis(Deadline deadline) throws IOException {
        return Math.clamp(deadline.remaining().toMillis(), 1, Integer.MAX_VALUE);
    }
}
