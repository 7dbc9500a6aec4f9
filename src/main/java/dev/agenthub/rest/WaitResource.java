package dev.agenthub.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.agent.AgentState;
import dev.agenthub.expect.Expectation;
import dev.agenthub.expect.LinearPattern;
import dev.agenthub.expect.Outcome;
import dev.agenthub.expect.Waits;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Waits until a terminal shows a text or is still, or until its agent is in a state. */
@NeedsReconcile
@Path("/api/agents/{id}/wait")
public class WaitResource {

    private static final int MAX_SECONDS = 600;

    /** The result of a wait. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    public record OutcomeJson(boolean satisfied, String match, long elapsedMs, String state) {

        static OutcomeJson of(Outcome outcome) {
            return new OutcomeJson(outcome.satisfied(), outcome.match().orElse(null), outcome.elapsed().toMillis(),
                    outcome.state().word());
        }
    }

    private final Waits waits;

    WaitResource(Waits waits) {
        this.waits = waits;
    }

    @GET
    @Operation(summary = "Wait until all given conditions hold at once: text (a regular expression in RE2 syntax; "
            + "^ and $ match at each line) is on the screen, the screen has been still for that many milliseconds, "
            + "the agent is in that state; or until timeout seconds have passed")
    public Uni<OutcomeJson> until(@PathParam("id") String id, @QueryParam("text") String text, @QueryParam("still") String still,
            @QueryParam("state") String state, @QueryParam("timeout") @DefaultValue("30") String timeout) {
        if (text == null && still == null && state == null) {
            throw new BadRequest("Say what to wait for: one or more of text, still, state.");
        }
        var expected = new Expectation(Optional.ofNullable(text).map(WaitResource::pattern),
                Optional.ofNullable(still)
                        .map(millis -> Duration.ofMillis(number("still", millis, 0, MAX_SECONDS * 1000))),
                Optional.ofNullable(state).map(WaitResource::state));
        var limit = Duration.ofSeconds(number("timeout", timeout, 1, MAX_SECONDS));
        return waits.until(Ids.parse(id), expected, limit).map(OutcomeJson::of);
    }

    private static LinearPattern pattern(String text) {
        try {
            return LinearPattern.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("text " + e.getMessage() + ".");
        }
    }

    private static int number(String name, String value, int min, int max) {
        try {
            var number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadRequest("%s must be a whole number from %d to %d, not '%s'.".formatted(name, min, max, value));
        }
        throw new BadRequest("%s must be a whole number from %d to %d, not %s.".formatted(name, min, max, value));
    }

    private static AgentState state(String word) {
        return Arrays.stream(AgentState.values()).filter(state -> state.word().equals(word)).findFirst()
                .orElseThrow(() -> new BadRequest("state must be one of %s, not '%s'.".formatted(
                        Arrays.stream(AgentState.values()).map(AgentState::word).collect(Collectors.joining(", ")), word)));
    }
}
