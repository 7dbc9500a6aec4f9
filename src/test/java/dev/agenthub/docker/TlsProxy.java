package dev.agenthub.docker;

import dev.agenthub.docker.http.PemFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS proxy for the engine's socket that requires a client certificate, like an engine with {@code --tlsverify}. */
final class TlsProxy implements AutoCloseable {

    private static final String PASSWORD = "a-password";

    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final SSLServerSocket server;

    /**
     * Creates certificates in {@code client} and {@code stranger} below the folder; only those of the client are
     * accepted.
     */
    TlsProxy(Path folder) throws Exception {
        for (var name : new String[] {"engine", "client", "stranger"}) {
            createCertificate(folder, name);
        }
        trust(folder, "engine", "client");
        trust(folder, "client", "engine");
        trust(folder, "stranger", "engine");
        server = (SSLServerSocket) pemFiles(folder.resolve("engine")).load().getServerSocketFactory()
                .createServerSocket(0);
        server.setNeedClientAuth(true);
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @SuppressWarnings("try") // closing one side ends the other direction
    private void relay(SSLSocket client) {
        open.add(client);
        try (client; var upstream = EngineFixture.connect()) {
            open.add(upstream);
            var answers = Thread.ofVirtual().start(() -> pump(client, upstream));
            var buffer = new byte[16 * 1024];
            var in = client.getInputStream();
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                upstream.write(ByteBuffer.wrap(buffer, 0, count));
            }
            upstream.close();
            answers.join();
        } catch (IOException | InterruptedException e) {
            // Either side has closed; the other is closed too.
        }
    }

    private static void pump(SSLSocket client, SocketChannel upstream) {
        var buffer = new byte[16 * 1024];
        try (client) {
            var in = Channels.newInputStream(upstream);
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                client.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            // See relay().
        }
    }

    private static void createCertificate(Path folder, String name) throws Exception {
        var store = folder.resolve(name + ".p12");
        var status = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-alias", name,
                "-keyalg", "RSA", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-keystore", store.toString(),
                "-storepass", PASSWORD)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        if (status != 0) {
            throw new AssertionError("keytool could not create a certificate.");
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var certificates = Files.createDirectories(folder.resolve(name));
        Files.writeString(certificates.resolve("key.pem"), pem("PRIVATE KEY",
                keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(certificates.resolve("cert.pem"), pem("CERTIFICATE",
                keys.getCertificate(name).getEncoded()));
    }

    private static PemFiles pemFiles(Path folder) {
        return new PemFiles(folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    }

    private static void trust(Path folder, String truster, String trusted) throws IOException {
        Files.copy(folder.resolve(trusted).resolve("cert.pem"), folder.resolve(truster).resolve("ca.pem"));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : open) {
            connection.close();
        }
    }
}
