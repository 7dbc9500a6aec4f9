package dev.agenthub.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TCP port in front of the engine's socket that speaks TLS and asks for a certificate, as an engine with {@code --tlsverify}. */
final class TlsDoor implements AutoCloseable {

    private static final String PASSWORD = "a-password";

    private final EngineDialer engine = new EngineDialer(EngineFixture.host(), Optional.empty());
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private final SSLServerSocket server;

    /** {@code client} and {@code stranger} below the folder are certificate folders; only the client's is let in. */
    TlsDoor(Path folder) throws Exception {
        for (var name : new String[] {"engine", "client", "stranger"}) {
            make(folder, name);
        }
        trust(folder, "engine", "client");
        trust(folder, "client", "engine");
        trust(folder, "stranger", "engine");
        server = (SSLServerSocket) EngineCertificates.load(folder.resolve("engine")).getServerSocketFactory().createServerSocket(0);
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
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void join(SSLSocket client) {
        open.add(client);
        try (client; var behind = engine.dial()) {
            open.add(behind);
            var answers = Thread.ofVirtual().start(() -> pump(client, behind));
            var buffer = new byte[16 * 1024];
            for (var count = client.getInputStream().read(buffer); count >= 0; count = client.getInputStream().read(buffer)) {
                behind.write(Arrays.copyOf(buffer, count));
            }
            behind.close();
            answers.join();
        } catch (IOException | InterruptedException e) {
            // One of the two is gone, and with it the other.
        }
    }

    private static void pump(SSLSocket client, EngineSocket behind) {
        var buffer = new byte[16 * 1024];
        try (client) {
            for (var count = behind.read(buffer); count >= 0; count = behind.read(buffer)) {
                client.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            // As above.
        }
    }

    private static void make(Path folder, String name) throws Exception {
        var store = folder.resolve(name + ".p12");
        var made = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-alias", name, "-keyalg", "RSA",
                "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-keystore", store.toString(), "-storepass", PASSWORD)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        if (made != 0) {
            throw new AssertionError("keytool could not make a certificate.");
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var certificates = Files.createDirectories(folder.resolve(name));
        Files.writeString(certificates.resolve("key.pem"), EngineCertificatesTest.pem("PRIVATE KEY",
                keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(certificates.resolve("cert.pem"), EngineCertificatesTest.pem("CERTIFICATE",
                keys.getCertificate(name).getEncoded()));
    }

    private static void trust(Path folder, String who, String whom) throws IOException {
        Files.copy(folder.resolve(whom).resolve("cert.pem"), folder.resolve(who).resolve("ca.pem"));
    }

    @Override
    public void close() throws Exception {
        server.close();
        for (var connection : open) {
            connection.close();
        }
    }
}
