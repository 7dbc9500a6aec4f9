package dev.agenthub.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Checks that the port is free or in use by the hub. */
final class PortCheck implements Check {

    @Override
    public List<Finding> run(DoctorContext context) {
        var host = context.config().host();
        var port = context.config().port();
        var own = context.running().filter(hub -> hub.url().getPort() == port);
        if (own.isPresent()) {
            return List.of(Finding.ok("port",
                    port + " is in use by the running hub (process " + own.get().pid() + ")"));
        }
        // ServerSocket sets SO_REUSEADDR, so connections left over from an earlier hub do not matter.
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return List.of(Finding.ok("port", (port == 0 ? "any" : socket.getLocalPort()) + " is free"));
        } catch (IOException e) {
            return List.of(Finding.fail("port",
                    "The hub cannot listen on " + host + ":" + port + ": " + e.getMessage() + ".",
                    "Find the process with ss -ltnp sport = :" + port
                            + ", or choose another port with hub.port or --port."));
        }
    }
}
