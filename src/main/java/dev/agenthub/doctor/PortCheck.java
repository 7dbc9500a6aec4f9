package dev.agenthub.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** The port is free, or the hub's own. */
final class PortCheck implements Check {

    @Override
    public List<Finding> look(DoctorContext here) {
        var host = here.config().host();
        var port = here.config().port();
        var own = here.running().filter(hub -> hub.url().getPort() == port);
        if (own.isPresent()) {
            return List.of(Finding.ok("port", port + " is the running hub's (process " + own.get().pid() + ")"));
        }
        // Only connections can be in the way for a while after a hub's end, and a server may take the port all the same.
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return List.of(Finding.ok("port", (port == 0 ? "any" : socket.getLocalPort()) + " is free"));
        } catch (IOException taken) {
            return List.of(Finding.fail("port", "The hub cannot listen at " + host + ":" + port + ": " + taken.getMessage() + ".",
                    "See who does: ss -ltnp sport = :" + port + ". Or choose another: hub.port, --port."));
        }
    }
}
