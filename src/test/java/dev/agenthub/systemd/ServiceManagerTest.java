package dev.agenthub.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub understands of what systemd gives it; that systemd understands the hub is for the test of the service. */
class ServiceManagerTest {

    private static final String SOCKET = "/run/user/1000/systemd/notify";

    private static ServiceManager given(String... variables) {
        var environment = new HashMap<String, String>();
        for (var i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new ServiceManager(environment, 42);
    }

    @Test
    void withoutSystemdNobodyListensAndNothingIsTold() {
        var alone = new ServiceManager(Map.of(), 42);
        assertThat(alone.listens()).isFalse();
        assertThatCode(() -> alone.tell("READY=1")).doesNotThrowAnyException();
    }

    @Test
    void theWatchdogIsOfTheProcessThatItNames() {
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "90000000", "WATCHDOG_PID", "42").watchdog())
                .contains(Duration.ofSeconds(90));
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "90000000").watchdog()).contains(Duration.ofSeconds(90));
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "90000000", "WATCHDOG_PID", "43").watchdog()).isEmpty();
    }

    @Test
    void withoutAListenerThereIsNoWatchdog() {
        assertThat(given("WATCHDOG_USEC", "90000000").watchdog()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon", "99999999999999999999"})
    void whatIsNoTimeIsNoWatchdog(String micros) {
        assertThat(given("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", micros).watchdog()).isEmpty();
    }

    @Test
    void whatCannotBeToldHurtsNobody() {
        assertThatCode(() -> given("NOTIFY_SOCKET", "/nowhere/notify").tell("READY=1")).doesNotThrowAnyException();
    }
}
