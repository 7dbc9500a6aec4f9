package dev.agenthub.rest;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Serves the OpenAPI description (https://spec.openapis.org/oas/v3.1.0) of the HTTP API. It is a file so that reviews
 * show API changes; a test compares it with the resources. The native executable holds it in memory from the start.
 */
@NonBlocking
@Path("/q/openapi")
public class ApiDocument {

    private static final byte[] JSON = read();

    private static byte[] read() {
        try (InputStream file = ApiDocument.class.getResourceAsStream("/dev/agenthub/rest/openapi.json")) {
            return Objects.requireNonNull(file, "openapi.json is missing.").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] json() {
        return JSON.clone();
    }
}
