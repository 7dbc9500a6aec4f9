package dev.agenthub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Measures the memory per idle program and per idle viewer: resident memory and, for a JVM, live objects. */
final class Memory {

    private static final int PROGRAMS = 10;
    private static final int VIEWERS = 50;

    private Memory() {
    }

    static void measure(Contestant contestant, Results results) throws IOException, InterruptedException {
        var before = State.of(contestant);
        results.add(Metric.MEMORY, contestant, before.residentKiB() / 1024.0);
        contestant.idle(PROGRAMS);
        var withPrograms = State.of(contestant);
        withPrograms.each(before, PROGRAMS, results, contestant, Metric.AGENT_MEMORY, Metric.AGENT_HEAP);
        if (!contestant.servesMany() || !contestant.shared()) {
            return; // each viewer is a program of its own
        }
        List<Viewer> viewers = new ArrayList<>();
        for (var i = 0; i < VIEWERS; i++) {
            viewers.add(contestant.open(Contestant.Program.ECHO));
        }
        State.of(contestant).each(withPrograms, VIEWERS, results, contestant, Metric.VIEWER_MEMORY, Metric.VIEWER_HEAP);
        for (var viewer : viewers) {
            viewer.close();
        }
    }

    private record State(long residentKiB, OptionalLong liveBytes) {

        /** Counts the objects first, because that collects garbage. */
        static State of(Contestant contestant) throws IOException {
            var live = Memory.liveBytes(contestant.processes());
            return new State(new Processes(contestant.processes()).residentKiB(), live);
        }

        void each(State before, int count, Results results, Contestant contestant, Metric memory, Metric heap) {
            results.add(memory, contestant, (residentKiB - before.residentKiB) / (double) count);
            if (liveBytes.isPresent()) {
                results.add(heap, contestant, (liveBytes.getAsLong() - before.liveBytes.getAsLong()) / 1024.0 / count);
            }
        }
    }

    /** {@return bytes of live objects, if there is a single process and it is a JVM} */
    static OptionalLong liveBytes(List<ProcessHandle> processes) throws IOException {
        if (processes.size() != 1 || !isJvm(processes.getFirst())) {
            return OptionalLong.empty();
        }
        var histogram = Shell.run(System.getProperty("java.home") + "/bin/jcmd",
                String.valueOf(processes.getFirst().pid()), "GC.class_histogram");
        var total = histogram.lines().filter(line -> line.startsWith("Total")).findFirst()
                .orElseThrow(() -> new IOException("Unexpected output of jcmd: " + histogram));
        return OptionalLong.of(Long.parseLong(total.strip().split("\\s+")[2]));
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.info().command().map(Path::of).filter(Files::exists).filter(path -> path.endsWith("java"))
                .isPresent();
    }
}
