package dev.agenthub.docker.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;

/** A connection with TLS. */
record TlsConnection(SSLSocket tls, Socket plain) implements Connection {

    private static final Logger LOG = Logger.getLogger(TlsConnection.class);

    @Override
    public int read(byte[] into) throws IOException {
        return tls.getInputStream().read(into);
    }

    @Override
    public int read(byte[] into, Duration timeout) throws IOException {
        tls.setSoTimeout((int) Math.max(1, timeout.toMillis()));
        try {
            return tls.getInputStream().read(into);
        } catch (SocketTimeoutException e) {
            return 0; // the timeout is an expected result
        } finally {
            tls.setSoTimeout(0);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        tls.getOutputStream().write(bytes);
    }

    @Override
    public void makeInteractive() {
        // It can always read with a timeout, and never write without blocking.
    }

    @Override
    public int writeNow(byte[] bytes) {
        return 0;
    }

    @Override
    public void close() {
        try {
            // Closing the TLS layer waits for a blocked writer; closing the socket below it does not.
            plain.close();
        } catch (IOException e) {
            LOG.debug("Could not close a connection cleanly", e);
        }
    }
}
