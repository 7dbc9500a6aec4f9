package dev.agenthub.rest;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Serves the descriptions of the HTTP API (https://spec.openapis.org/oas/v3.1.0) and of the WebSocket
 * (https://www.asyncapi.com/docs/reference/specification/v3.0.0). They are files so that reviews show API changes;
 * tests compare them with the resources and the API's records. The native executable holds them in memory from the
 * start.
 */
@NonBlocking
@Path("/q/{document: openapi|asyncapi}")
public class ApiDocuments {

    private static final byte[] OPENAPI = read("openapi.json");
    private static final byte[] ASYNCAPI = read("asyncapi.json");

    private static byte[] read(String name) {
        try (var file = ApiDocuments.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name + " is missing.").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] json(@PathParam("document") String document) {
        return (document.equals("openapi") ? OPENAPI : ASYNCAPI).clone();
    }
}
