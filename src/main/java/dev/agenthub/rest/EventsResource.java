package dev.agenthub.rest;

import dev.agenthub.api.EventJson;
import dev.agenthub.api.Wire;
import dev.agenthub.hub.HubEvents;
import dev.agenthub.hub.HubEvents.Numbered;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Streams the hub's events as server-sent events (WHATWG HTML, section 9.2). */
@Path("/api/events")
public class EventsResource {

    /** The interval of comments that distinguish an idle stream from a dead one. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final HubEvents events;
    private final Sse sse;

    EventsResource(HubEvents events, Sse sse) {
        this.events = events;
        this.sse = sse;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Stream the events from now on, or after Last-Event-ID")
    public Multi<OutboundSseEvent> events(@HeaderParam("Last-Event-ID") String lastEventId) {
        var stream = lastEventId == null
                ? events.live()
                : events.since(Parameters.number("Last-Event-ID", lastEventId, 0, Long.MAX_VALUE));
        var heartbeats = Multi.createFrom().ticks().every(HEARTBEAT).onOverflow().drop()
                .map(tick -> sse.newEventBuilder().comment("alive").build());
        return Multi.createBy().merging().streams(
                Multi.createFrom().item(sse.newEventBuilder().comment("listening").build()), stream.map(this::event),
                heartbeats);
    }

    private OutboundSseEvent event(Numbered numbered) {
        var json = EventJson.of(numbered);
        return sse.newEventBuilder().id(Long.toString(numbered.number())).name(Wire.type(json.getClass()))
                .mediaType(MediaType.APPLICATION_JSON_TYPE).data(json).build();
    }
}
