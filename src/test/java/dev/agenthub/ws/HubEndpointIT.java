package dev.agenthub.ws;

import static dev.agenthub.api.Samples.idleTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.TestViewer;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.ClientMessage.Resize;
import dev.agenthub.api.ClientMessage.Subscribe;
import dev.agenthub.api.ClientMessage.Unsubscribe;
import dev.agenthub.api.ClientMessage.View;
import dev.agenthub.api.EventJson.AgentStateChanged;
import dev.agenthub.api.EventJson.InboxChanged;
import dev.agenthub.api.EventJson.PolicyChanged;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.api.TerminalMessage.Gap;
import dev.agenthub.api.TerminalMessage.Output;
import dev.agenthub.api.TerminalMessage.Resized;
import dev.agenthub.api.TerminalMessage.Subscribed;
import dev.agenthub.api.TerminalMessage.Unsubscribed;
import dev.agenthub.terminal.SizeNotice.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the WebSocket contract with real terminals. */
class HubEndpointIT {

    private static final AgentId OWNED = new AgentId("owned");
    private static final List<String> RUNNING = List.of("shell", "keys", "shared", "flood", "quiet", "sized", "owned",
            "back");
    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = new RunningHub("lead", "shell", "keys", "shared", "flood", "quiet", "sized", "owned", "back", "later")
                .set("HUB_AGENT_KEYS_COMMAND",
                "sh -c 'stty raw -echo; echo ready; while :; do dd bs=1 count=1 2>/dev/null | cat -v; done'")
                .startWithEngine();
        RUNNING.forEach(agent -> hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200));
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    @Test
    void aViewerGetsAPaintingAndSeesItsInput() {
        try (var viewer = hub.viewer().subscribe("shell")) {
            var subscribed = viewer.next(Subscribed.class);
            assertThat(subscribed.agentId()).hasToString("shell");
            assertThat(subscribed.cols()).isEqualTo(100);
            viewer.next(Output.class);
            viewer.type("shell", "echo $((6*7))-typed\r").awaitOutput("42-typed");
            assertThat(viewer.screen(100, 30)).anyMatch(line -> line.equals("42-typed"));

            viewer.send(new Unsubscribe(new AgentId("shell"))).next(Unsubscribed.class);
        }
    }

    @Test
    void aViewerThatComesLaterSeesTheSameScreen() {
        try (var first = hub.viewer().subscribe("shared")) {
            first.type("shared", "for i in 1 2 3; do echo line-$i-$((i*i)); done\r").awaitOutput("line-3-9");
            try (var second = hub.viewer().subscribe("shared")) {
                second.next(Subscribed.class);
                second.awaitOutput("line-3-9");
                assertThat(second.screen(100, 30)).isEqualTo(first.screen(100, 30));
            }
        }
    }

    /** With the engine's default detach keys, Ctrl-P would be held back, and Ctrl-P Ctrl-Q would detach. */
    @Test
    void ctrlPAndCtrlPCtrlQReachTheProgram() {
        try (var viewer = hub.viewer().subscribe("keys")) {
            viewer.awaitOutput("ready");
            viewer.type("keys", "\u0010").awaitOutput("^P");
            viewer.type("keys", "\u0010\u0011").awaitOutput("^P^P^Q");
            viewer.type("keys", "still here").awaitOutput("still here");
            viewer.type("keys", "\u0003\u001a\u001b[200~pasted\u001b[201~").awaitOutput("^C^Z^[[200~pasted^[[201~");
        }
    }

    @Test
    void aTerminalQueryIsAnsweredOnceAndNotSentToViewers() {
        var ask = "stty -icanon -echo min 1; printf '\\033[6n'; head -c 6 | cat -v; stty sane; echo; echo asked\r";
        try (var one = hub.viewer().subscribe("quiet"); var two = hub.viewer().subscribe("quiet")) {
            one.type("quiet", ask);
            for (var viewer : List.of(one, two)) {
                await().atMost(Duration.ofSeconds(20)).until(() -> viewer.screen(100, 30).contains("asked"));
                assertThat(viewer.output()).doesNotContain("\u001b[6n");
                assertThat(String.join("\n", viewer.screen(100, 30))).containsPattern("\\^\\[\\[\\d+;1R");
            }
        }
    }

    @Test
    void aFloodArrivesCompleteInOrderAndWithWholeCharacters() {
        var flood = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo \"<$i äöü 漢字 🙂>\"; done; "
                + "echo flood-$((1+1))-over\r";
        try (var viewer = hub.viewer().subscribe("flood")) {
            viewer.next(Subscribed.class);
            viewer.type("flood", flood).awaitOutput("flood-2-over");
            assertThat(viewer.output()).doesNotContain("\ufffd");
            var numbers = Pattern.compile("<(\\d+) äöü 漢字 🙂>").matcher(viewer.output()).results()
                    .map(found -> Integer.parseInt(found.group(1))).toList();
            assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 20_000).boxed().toList());
        }
    }

    @Test
    void binaryFramesCarryTheIdAndTheRawBytes() {
        try (var viewer = hub.viewer("agent-hub.binary.v1").subscribe("shell")) {
            viewer.type("shell", "printf 'bin\\303\\244r\\n'\r").awaitOutput("\nbinär");
            assertThat(viewer.frames()).isNotEmpty().allSatisfy(frame -> {
                assertThat(frame[0]).isEqualTo((byte) 5);
                assertThat(new String(frame, 1, 5)).isEqualTo("shell");
            });
        }
    }

    @Test
    void viewersThatDisconnectDuringAFloodAreRemoved() throws Exception {
        try (var stays = hub.viewer().subscribe("flood")) {
            stays.next(Subscribed.class);
            stays.type("flood", "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); echo $i; done; echo after-$((2+3))\r");
            for (var i = 0; i < 10; i++) {
                var leaves = hub.viewer().subscribe("flood");
                leaves.next(Subscribed.class);
                leaves.abort();
            }
            stays.awaitOutput("after-5");
        }
        await("no viewer is left").atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                assertThat(hub.api().get("/q/metrics").asString()).contains("hub_viewers 0.0"));
    }

    @Test
    void aStalledViewerDoesNotDelayOthersAndEndsOnTheRightScreen() {
        try (var stalled = hub.viewer().subscribe("flood"); var reads = hub.viewer().subscribe("flood")) {
            stalled.next(Subscribed.class);
            reads.next(Subscribed.class);
            stalled.stall();
            // More than the bound of the viewer and all socket buffers.
            reads.type("flood", "head -c 30000000 /dev/zero | tr '\\0' 'x'; echo; echo stalled-$((7*8))-over\r");
            reads.awaitOutput("stalled-56-over");

            stalled.resume();
            assertThat(stalled.next(Gap.class).bytes()).isPositive();
            await("the right screen").atMost(Duration.ofSeconds(30))
                    .until(() -> stalled.screen(100, 30).equals(reads.screen(100, 30)));
        }
    }

    @Test
    void theTerminalTakesTheSizeOfTheLastViewerThatResizedOrTyped() {
        try (var small = hub.viewer().subscribe("sized"); var large = hub.viewer().subscribe("sized")) {
            small.next(Subscribed.class);
            large.next(Subscribed.class);
            small.resize("sized", 80, 24);
            assertThat(large.next(Resized.class).cols()).isEqualTo(80);
            large.resize("sized", 132, 43);
            assertThat(small.next(Resized.class, resized -> resized.cols() == 132, "132 columns").rows()).isEqualTo(43);
            awaitSize(large, "43 132");
            awaitSize(small, "24 80");
        }
    }

    @Test
    void hiddenAndReadOnlyViewersNeverOwnTheSize() {
        try (var owner = hub.viewer().subscribe("owned");
                var hidden = hub.viewer().send(new Subscribe(OWNED, Optional.of(false), Optional.empty(),
                        Optional.empty(), Optional.empty()));
                var reader = hub.viewer().send(new Subscribe(OWNED, true))) {
            assertThat(owner.next(Subscribed.class).owner()).isEqualTo(Owner.NONE);
            hidden.next(Subscribed.class);
            reader.next(Subscribed.class);
            hidden.resize("owned", 60, 20);
            reader.resize("owned", 61, 21);
            owner.resize("owned", 90, 26);
            assertThat(owner.next(Resized.class).owner()).isEqualTo(Owner.YOU);
            for (var other : List.of(hidden, reader)) {
                var resized = other.next(Resized.class);
                assertThat(resized.cols()).isEqualTo(90);
                assertThat(resized.owner()).isEqualTo(Owner.OTHER);
            }
            reader.type("owned", "x");
            assertThat(reader.next(TerminalMessage.Error.class).message()).contains("read-only");

            owner.send(new View(OWNED, Optional.of(false), Optional.empty()));
            assertThat(hidden.next(Resized.class).owner()).isEqualTo(Owner.NONE);
            hidden.send(new View(OWNED, Optional.of(true), Optional.empty())).type("owned", "\r");
            var taken = hidden.next(Resized.class);
            assertThat(taken.cols()).isEqualTo(60);
            assertThat(taken.owner()).isEqualTo(Owner.YOU);
        }
    }

    @Test
    void aResizeWithoutTakeAppliesOnTheNextKeystroke() {
        try (var viewer = hub.viewer().subscribe("owned")) {
            var cols = viewer.next(Subscribed.class).cols() + 1;
            viewer.send(new Resize(OWNED, cols, 25, Optional.of(false)));
            viewer.type("owned", "\r");
            assertThat(viewer.next(Resized.class).cols()).isEqualTo(cols);
        }
    }

    @ParameterizedTest
    @CsvSource({"T,", "B," + ClientSession.BINARY})
    void aClientThatReconnectsDuringAFloodGetsEachByteOnce(String tag, String subprotocol) {
        Supplier<TestViewer> connect = () -> subprotocol == null ? hub.viewer() : hub.viewer(subprotocol);
        var output = new StringBuilder();
        var viewer = connect.get().subscribe("back");
        viewer.next(Subscribed.class);
        viewer.type("back", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo \"<%s$i>\"; done; echo %s-$((1+1))-over\r"
                .formatted(tag, tag));
        viewer.awaitOutput("<" + tag + "1>");
        while (output.indexOf(tag + "-2-over") < 0) {
            viewer.abort();
            output.append(viewer.output());
            var again = connect.get().subscribeAfter(viewer, "back");
            var subscribed = again.next(Subscribed.class);
            assertThat(subscribed.painting()).as("it reconnected in time: %s", subscribed).isZero();
            await("more output").atMost(Duration.ofSeconds(30))
                    .until(() -> !again.output().isEmpty() || output.indexOf(tag + "-2-over") >= 0);
            viewer = again;
        }
        viewer.close();
        var numbers = Pattern.compile("<%s(\\d+)>\r".formatted(tag)).matcher(output).results()
                .map(found -> Integer.parseInt(found.group(1))).toList();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 20_000).boxed().toList());
    }

    /** Types until the program reports the size: the engine applies it shortly after the keystroke. */
    private static void awaitSize(TestViewer viewer, String size) {
        await("a size of " + size).atMost(Duration.ofSeconds(20)).until(() -> {
            viewer.type("sized", "stty size\r");
            return viewer.output().contains(size);
        });
    }

    @Test
    void aSecondSubscriptionRepaintsAndDoesNotDuplicateOutput() {
        try (var viewer = hub.viewer().subscribe("shell")) {
            viewer.next(Subscribed.class);
            viewer.next(Output.class);
            viewer.subscribe("shell").next(Subscribed.class);
            viewer.next(Output.class);
            viewer.clearOutput();
            viewer.type("shell", "echo once-$((1+2))\r").awaitOutput("once-3");
            viewer.type("shell", "echo end-$((1+3))\r").awaitOutput("end-4");
            assertThat(viewer.output().split("once-3", -1)).hasSize(2);
        }
    }

    @Test
    void aSubscriptionToAnInactiveAgentGetsItsOutputOnceItStarts() {
        try (var viewer = hub.viewer().subscribe("later")) {
            viewer.next(Subscribed.class);
            hub.api().post("/api/agents/later/start").then().statusCode(200);
            var changed = viewer.next(AgentStateChanged.class, it -> it.state() == AgentState.ACTIVE, "active");
            assertThat(changed.agent().id()).hasToString("later");
            viewer.type("later", "echo begun-$((2*2))\r").awaitOutput("begun-4");
        }
    }

    @Test
    void everyClientGetsInboxAndPolicyEvents() throws Exception {
        try (var viewer = hub.viewer()) {
            Files.writeString(hub.inbox("lead").resolve("a.md"), "# a");
            var inbox = viewer.next(InboxChanged.class);
            assertThat(inbox.agentId()).hasToString("lead");
            assertThat(inbox.count()).isEqualTo(1);
            hub.api(idleTimeout(9)).put("/api/agents/lead/policy").then().statusCode(200);
            assertThat(viewer.next(PolicyChanged.class).policy().idleTimeoutMinutes()).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "not json|not JSON",
        "[1]|one JSON object",
        "{}|'type'",
        "{\"type\":7}|'type'",
        "{\"type\":\"shout\",\"agent_id\":\"lead\"}|subscribe, unsubscribe, input, resize, view",
        "{\"type\":\"subscribe\",\"agent_id\":\"lead\",\"visible\":1}|'visible'",
        "{\"type\":\"subscribe\",\"agent_id\":\"lead\",\"since\":-1,\"stream\":\"x\"}|'since'",
        "{\"type\":\"subscribe\",\"agent_id\":\"lead\",\"since\":1}|'stream'",
        "{\"type\":\"view\",\"agent_id\":\"lead\"}|Subscribe to 'lead' first",
        "{\"type\":\"subscribe\"}|'agent_id'",
        "{\"type\":\"subscribe\",\"agent_id\":\"../../etc\"}|'agent_id' must match",
        "{\"type\":\"subscribe\",\"agent_id\":\"nobody\"}|no agent 'nobody'",
        "{\"type\":\"unsubscribe\",\"agent_id\":\"lead\"}|no subscription",
        "{\"type\":\"input\",\"agent_id\":\"lead\",\"data\":\"x\"}|Subscribe to 'lead' first",
        "{\"type\":\"input\",\"agent_id\":\"lead\"}|'data'",
        "{\"type\":\"resize\",\"agent_id\":\"lead\",\"cols\":80,\"rows\":24}|Subscribe to 'lead' first",
        "{\"type\":\"resize\",\"agent_id\":\"lead\",\"cols\":0,\"rows\":24}|2 to 1000",
        "{\"type\":\"resize\",\"agent_id\":\"lead\",\"cols\":80,\"rows\":100000}|2 to 500",
        "{\"type\":\"resize\",\"agent_id\":\"lead\",\"cols\":\"80\",\"rows\":24}|'cols'"})
    void anInvalidMessageGetsAnErrorAndTheConnectionStaysOpen(String frame, String expected) {
        try (var viewer = hub.viewer()) {
            assertThat(viewer.send(frame).next(TerminalMessage.Error.class).message()).contains(expected);
            viewer.subscribe("lead").next(Subscribed.class);
        }
    }

    @Test
    void inputForAnInactiveAgentIsAnError() {
        try (var viewer = hub.viewer().subscribe("lead")) {
            viewer.type("lead", "x");
            assertThat(viewer.next(TerminalMessage.Error.class).message()).contains("not running");
        }
    }

    /** The record refuses to hold it. */
    private static String tooLong(int length) {
        return "{\"type\":\"input\",\"agent_id\":\"shell\",\"data\":\"%s\"}".formatted("x".repeat(length));
    }

    @Test
    void inputThatIsTooLongIsAnErrorAndTheTerminalStaysUsable() {
        try (var viewer = hub.viewer().subscribe("shell")) {
            viewer.send(tooLong(100_000));
            assertThat(viewer.next(TerminalMessage.Error.class).message()).contains("65536");
            viewer.type("shell", "echo alive-$((3*3))\r").awaitOutput("alive-9");
        }
    }

    @Test
    void anOversizedFrameIsAnError() {
        try (var viewer = hub.viewer().subscribe("shell")) {
            viewer.send(tooLong(10_000_000));
            assertThat(viewer.next(TerminalMessage.Error.class).message()).contains("at most");
            viewer.type("shell", "echo unhurt-$((4*4))\r").awaitOutput("unhurt-16");
        }
    }

    @Test
    void twoHundredViewersLeaveNoDescriptorsBehind() throws Exception {
        visit(20);
        var before = descriptors();
        visit(200);
        await("descriptors are released").atMost(30, TimeUnit.SECONDS).until(() -> descriptors() <= before + 5);
    }

    private static void visit(int viewers) {
        for (var i = 0; i < viewers; i++) {
            try (var viewer = hub.viewer().subscribe("quiet")) {
                viewer.next(Subscribed.class);
            }
        }
    }

    private static long descriptors() throws Exception {
        try (var open = Files.list(Path.of("/proc/" + hub.pid() + "/fd"))) {
            return open.count();
        }
    }
}
