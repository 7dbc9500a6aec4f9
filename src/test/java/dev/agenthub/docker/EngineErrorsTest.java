package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** How failures read. */
class EngineErrorsTest {

    private final EngineErrors failures = new EngineErrors(DockerHost.of("unix:///run/d.sock"));

    @Test
    void aClosedSocketNamesTheGroup() {
        var told = failures.explain("list", new RuntimeException(new SocketException("Permission denied")));
        assertThat(told.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(told).hasMessageContaining("unix:///run/d.sock").hasMessageContaining("usermod -aG docker");
    }

    @Test
    void theEnginesOwnWordsAreKept() {
        var refusal = new InternalServerErrorException("Status 500: {\"message\":\"driver failed\"}\n");
        var told = failures.explain("start container agent-qa", refusal);
        assertThat(told.kind()).isEqualTo(Kind.REFUSED);
        assertThat(told).hasMessage("The Docker Engine would not start container agent-qa: driver failed").hasCause(refusal);
    }

    @Test
    void aMissingInitNamesItsCure() {
        assertThat(failures.explain("start x", new EngineRefusal(500, "exec: \"docker-init\": executable file not found in $PATH")))
                .hasMessageContaining("install docker-init");
    }

    @Test
    void aLateAnswerIsATimeout() {
        assertThat(failures.explain("x", new RuntimeException(new SocketTimeoutException())).kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void aContainerThatIsNotThereIsGone() {
        assertThat(failures.explain("x", new EngineRefusal(404, "No such container: abc")).kind()).isEqualTo(Kind.CONTAINER_GONE);
    }

    @Test
    void whatIsExplainedAlreadyStaysAsItIs() {
        var known = new EngineException(Kind.IMAGE_MISSING, "x");
        assertThat(failures.explain("y", new IOException(known))).isSameAs(known);
    }
}
