package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.docker.http.Deadline;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Error messages. */
class EngineErrorsTest {

    private final EngineErrors errors = new EngineErrors(DockerHost.of("unix:///run/d.sock"));

    @Test
    void aSocketWithoutPermissionNamesTheGroup() {
        var explained = errors.explain("list", new RuntimeException(new SocketException("Permission denied")));
        assertThat(explained.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(explained).hasMessageContaining("unix:///run/d.sock").hasMessageContaining("usermod -aG docker");
    }

    @Test
    void theEnginesOwnMessageIsKept() {
        var refusal = new InternalServerErrorException("Status 500: {\"message\":\"driver failed\"}\n");
        var explained = errors.explain("start container agent-qa", refusal);
        assertThat(explained.kind()).isEqualTo(Kind.REFUSED);
        assertThat(explained).hasMessage("The Docker Engine refused to start container agent-qa: driver failed")
                .hasCause(refusal);
    }

    @Test
    void aMissingInitIsReportedWithARemedy() {
        var refusal = new DockerException("exec: \"docker-init\": executable file not found in $PATH", 500);
        assertThat(errors.explain("start x", refusal)).hasMessageContaining("install docker-init");
    }

    @Test
    void aLateAnswerIsATimeoutThatNamesTheTimeAndTheAction() {
        var late = Deadline.in(Duration.ofSeconds(11)).exceeded();
        var explained = errors.explain("start container qa", new RuntimeException(new UncheckedIOException(late)));
        assertThat(explained.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(explained).hasMessageContaining("has not answered within 11 s (start container qa at ");
    }

    @Test
    void aMissingContainerIsGone() {
        assertThat(errors.explain("x", new NotFoundException("No such container: abc")).kind())
                .isEqualTo(Kind.CONTAINER_GONE);
    }

    @Test
    void anEngineExceptionIsNotExplainedAgain() {
        var known = new EngineException(Kind.IMAGE_MISSING, "x");
        assertThat(errors.explain("y", new IOException(known))).isSameAs(known);
    }
}
