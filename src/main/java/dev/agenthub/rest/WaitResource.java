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

/** Waits for a program's sake: until a terminal shows something, is still, or its agent is in a state. */
@NeedsReconcile
@Path("/api/agents/{id}/wait")
public class WaitResource {

    private static final int LONGEST_SECONDS = 600;

    /** What came of it. */
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
    @Operation(summary = "Wait until all that is given holds at once: text (a regular expression of RE2 syntax, its ^ and $ for each "
            + "line) is on the screen, the screen has been still for so many milliseconds, the agent has that state; or until timeout seconds are over")
    public Uni<OutcomeJson> until(@PathParam("id") String id, @QueryParam("text") String text, @QueryParam("still") String still,
            @QueryParam("state") String state, @QueryParam("timeout") @DefaultValue("30") String timeout) {
        if (text == null && still == null && state == null) {
            throw new BadRequest("Say what to wait for: text, still, state, or several of them.");
        }
        var expected = new Expectation(Optional.ofNullable(text).map(WaitResource::pattern),
                Optional.ofNullable(still).map(millis -> Duration.ofMillis(number("still", millis, 0, LONGEST_SECONDS * 1000))),
                Optional.ofNullable(state).map(WaitResource::state));
        var patience = Duration.ofSeconds(number("timeout", timeout, 1, LONGEST_SECONDS));
        return waits.until(Ids.parse(id), expected, patience).map(OutcomeJson::of);
    }

    private static LinearPattern pattern(String text) {
        try {
            return LinearPattern.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("text " + e.getMessage() + ".");
        }
    }

    private static int number(String name, String value, int least, int most) {
        try {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadRequest("%s is a whole number from %d to %d, not '%s'.".formatted(name, least, most, value));
        }
        throw new BadRequest("%s is a whole number from %d to %d, not %s.".formatted(name, least, most, value));
    }

    private static AgentState state(String word) {
        return Arrays.stream(AgentState.values()).filter(state -> state.word().equals(word)).findFirst()
                .orElseThrow(() -> new BadRequest("state is one of %s, not '%s'.".formatted(
                        Arrays.stream(AgentState.values()).map(AgentState::word).collect(Collectors.joining(", ")), word)));
    }
}
