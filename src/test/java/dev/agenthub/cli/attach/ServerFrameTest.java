package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFrameTest {

    @Test
    void framesOfATerminalAreParsed() {
        assertThat(ServerFrame.parse("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"\\u001b[1mü\"}"))
                .isEqualTo(new ServerFrame.Output("qa", "\033[1mü"));
        assertThat(ServerFrame.parse("{\"type\":\"subscribed\",\"agent_id\":\"qa\",\"cols\":80,\"rows\":24}"))
                .isEqualTo(new ServerFrame.Subscribed("qa", new Size(80, 24)));
        assertThat(ServerFrame.parse("{\"type\":\"agent_state_changed\",\"agent_id\":\"qa\",\"state\":\"error\","
                + "\"agent\":{\"reason\":\"out of memory\"}}"))
                .isEqualTo(new ServerFrame.StateChanged("qa", "error", "out of memory", OptionalInt.empty()));
        assertThat(ServerFrame.parse("{\"type\":\"error\",\"message\":\"no such agent\"}"))
                .isEqualTo(new ServerFrame.Error("", "no such agent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "7", "null", "{}",
        "{\"type\":\"inbox_changed\",\"agent_id\":\"qa\"}"})
    void unknownFramesAreIgnored(String text) {
        assertThat(ServerFrame.parse(text)).isInstanceOf(ServerFrame.Other.class);
    }

    @Test
    void requestsAreJson() {
        assertThat(ServerFrame.input("qa", "\u0010\"ü")).isEqualTo(
                "{\"type\":\"input\",\"agent_id\":\"qa\",\"data\":\"\\u0010\\\"ü\"}");
        assertThat(ServerFrame.resize("qa", new Size(100, 30))).isEqualTo(
                "{\"type\":\"resize\",\"agent_id\":\"qa\",\"cols\":100,\"rows\":30}");
    }

    @Test
    void sizesAreParsedFromStty() {
        assertThat(Size.ofStty("24 80\n")).contains(new Size(80, 24));
        assertThat(Size.ofStty("0 0")).isEmpty();
        assertThat(Size.ofStty("stty: no")).isEmpty();
    }
}
