package dev.agenthub.docker;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;

/** A TLS connection. */
record TlsSocket(SSLSocket tls, Socket plain) implements EngineSocket {

    private static final Logger LOG = Logger.getLogger(TlsSocket.class);

    @Override
    public int read(byte[] into) throws IOException {
        return tls.getInputStream().read(into);
    }

    @Override
    public int read(byte[] into, Duration within) throws IOException {
        tls.setSoTimeout((int) Math.max(1, within.toMillis()));
        try {
            return tls.getInputStream().read(into);
        } catch (SocketTimeoutException e) {
            return 0; // that nothing came is an answer here, not a failure
        } finally {
            tls.setSoTimeout(0);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        tls.getOutputStream().write(bytes);
    }

    @Override
    public void close() {
        try {
            // Closing the TLS layer would wait for a writer that is stuck; the connection below it never waits.
            plain.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection to the engine failed; it is gone all the same", e);
        }
    }
}
