package dev.agenthub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the API's records are written and read as JSON. */
class WireTest {

    private static final AgentId QA = new AgentId("qa");
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    /** As the server reads the bodies of requests. */
    private static final ObjectMapper STRICT =
            Wire.configure(new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule()));

    @Test
    void namesAreInSnakeCaseAndAnEmptyOptionalIsNull() {
        var agent = new AgentJson(QA, AgentState.ACTIVE, "asked", AT,
                new PolicyJson(LaunchPolicy.AUTO, ShutdownPolicy.IDLE, 30), Optional.of("c1"), Optional.empty(),
                Optional.empty(), Optional.empty(), 2, Optional.of(new WaitingJson(AT, "bell")), Optional.of(7),
                Optional.empty());
        assertThat(Wire.write(agent)).isEqualTo("""
                {"id":"qa","state":"active","reason":"asked","since":"2026-01-02T03:04:05Z",\
                "policy":{"launch":"auto","shutdown":"idle","idle_timeout_minutes":30},"container_id":"c1",\
                "started_at":null,"last_activity":null,"last_activity_by":null,"inbox_count":2,\
                "waiting":{"since":"2026-01-02T03:04:05Z","reason":"bell"},"exit_code":7,"unconfirmed_since":null}""");
    }

    static Stream<Object> messages() {
        return Stream.of(new ClientMessage.Subscribe(QA, true), new ClientMessage.Unsubscribe(QA),
                new ClientMessage.Input(QA, "\u0010\"ü"), new ClientMessage.Resize(QA, 80, 24, Optional.of(false)),
                new ClientMessage.View(QA, Optional.of(true), Optional.empty()),
                new TerminalMessage.Output(QA, "\033[1m"), new TerminalMessage.Error("No.", Optional.empty()),
                new EventJson.InboxChanged(AT, QA, 3), new EventJson.AttentionChanged(AT, QA, Optional.empty()),
                new EventJson.Missed(AT));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageIsReadAsItWasWritten(Object message) throws JsonProcessingException {
        var type = message instanceof ClientMessage ? ClientMessage.class : ServerMessage.class;
        assertThat(Wire.JSON.readValue(Wire.write(message), type)).isEqualTo(message);
        assertThat(Wire.write(message)).startsWith("{\"type\":\"" + Wire.type(message.getClass()) + "\",");
    }

    @Test
    void omittedFieldsOfARequestAreNotWritten() {
        assertThat(Wire.write(new ClientMessage.Subscribe(QA, false)))
                .isEqualTo("{\"type\":\"subscribe\",\"agent_id\":\"qa\"}");
        assertThat(Wire.write(new PolicyChange(Optional.of(LaunchPolicy.AUTO), Optional.empty(), Optional.empty())))
                .isEqualTo("{\"launch\":\"auto\"}");
    }

    @ParameterizedTest
    @ValueSource(classes = {ClientMessage.class, ServerMessage.class, TerminalMessage.class, EventJson.class})
    void everyMessageIsListed(Class<?> messages) {
        assertThat(Arrays.stream(messages.getAnnotation(JsonSubTypes.class).value())
                .<Class<?>>map(JsonSubTypes.Type::value)).containsExactlyInAnyOrder(messages.getPermittedSubclasses());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "[]|The body must be one JSON object.",
        "7|The body must be one JSON object.",
        "{}|A policy has the fields launch, shutdown and idle_timeout_minutes: give at least one.",
        "{\"launch\":\"MANUAL\"}|The field 'launch' must be one of manual, auto, always.",
        "{\"launch\":1}|The field 'launch' must be one of manual, auto, always.",
        "{\"idle_timeout_minutes\":\"7\"}|The field 'idle_timeout_minutes' must be a whole number.",
        "{\"idle_timeout_minutes\":1.5}|The field 'idle_timeout_minutes' must be a whole number.",
        "{\"idle_timeout_minutes\":0}|idle_timeout_minutes must be from 1 to 10080, not 0.",
        "{\"launch\":\"auto\",\"surprise\":1}"
                + "|The body has an unknown field 'surprise': use idle_timeout_minutes, launch, shutdown."})
    void anInvalidBodyIsExplainedWithoutNamesOfClasses(String body, String sentence) {
        assertThat(problem(body, PolicyChange.class)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{}|The field 'type' must be one of subscribe, unsubscribe, input, resize, view.",
        "{\"type\":\"shout\"}|The field 'type' must be one of subscribe, unsubscribe, input, resize, view.",
        "{\"type\":\"input\",\"agent_id\":\"qa\"}|The field 'data' must be a string.",
        "{\"type\":\"input\",\"agent_id\":\"qa\",\"data\":null}|The field 'data' must be a string.",
        "{\"type\":\"input\",\"agent_id\":\"qa\",\"data\":7}|The field 'data' must be a string.",
        "{\"type\":\"input\",\"data\":\"x\"}|The field 'agent_id' must match [a-z0-9][a-z0-9_-]{0,62}.",
        "{\"type\":\"unsubscribe\",\"agent_id\":\"../x\"}|The field 'agent_id' must match [a-z0-9][a-z0-9_-]{0,62}.",
        "{\"type\":\"unsubscribe\",\"agent_id\":7}|The field 'agent_id' must match [a-z0-9][a-z0-9_-]{0,62}.",
        "{\"type\":\"resize\",\"agent_id\":\"qa\",\"cols\":80}|The field 'rows' must be a whole number.",
        "{\"type\":\"view\",\"agent_id\":\"qa\",\"visible\":1}|The field 'visible' must be true or false.",
        "{\"type\":\"resize\",\"agent_id\":\"qa\",\"cols\":0,\"rows\":24}"
                + "|A terminal is 2 to 1000 columns wide and 2 to 500 rows high, not 0 x 24.",
        "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"since\":-1}"
                + "|The field 'since' must be a number of bytes, 0 or more.",
        "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"since\":1}"
                + "|The field 'stream' must be a string if 'since' is given."})
    void anInvalidMessageIsExplained(String message, String sentence) {
        assertThat(problem(message, ClientMessage.class)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"launch\":", "{\"launch\":auto}", "{"})
    void textThatIsNotJsonIsExplainedByItsPlace(String body) {
        assertThat(problem(body, PolicyChange.class)).matches("The body is not JSON: see line 1, column \\d+\\.");
    }

    @Test
    void inputThatIsTooLongIsRefused() {
        var json = Wire.write(new ClientMessage.Input(QA, "ü".repeat(32 * 1024)));
        assertThat(problem(json.replace("üü", "üxü"), ClientMessage.class))
                .startsWith("Input of ").endsWith(" bytes is too long: the maximum is 65536 bytes.");
    }

    private static String problem(String json, Class<?> type) {
        return Wire.describe("body",
                catchThrowableOfType(JsonProcessingException.class, () -> STRICT.readValue(json, type)));
    }
}
