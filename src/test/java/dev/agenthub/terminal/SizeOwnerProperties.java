package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.terminal.SizeNotice.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which window decides the size, for any sequence of viewers that type, claim, hide and leave. */
class SizeOwnerProperties {

    private static final List<String> VIEWERS = List.of("a", "b", "c");
    private static final SizeOwner<String> FIRST = new SizeOwner<>(Size.DEFAULT, Optional.empty());

    enum Action { CLAIM, CHANGE, LEAVE }

    record Step(String viewer, Action action, Window window) {

        SizeOwner<String> applyTo(SizeOwner<String> before) {
            return switch (action) {
                case CLAIM -> before.claimed(viewer, window);
                case CHANGE -> before.changed(viewer, window);
                case LEAVE -> before.left(viewer);
            };
        }
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        var sizes = Combinators.combine(Arbitraries.integers().between(2, 1000), Arbitraries.integers().between(2, 500))
                .as(Size::new);
        var windows = Combinators.combine(sizes.optional(), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(Window::new);
        return Combinators.combine(Arbitraries.of(VIEWERS), Arbitraries.of(Action.class), windows).as(Step::new).list();
    }

    @Property
    void onlyClaimsChangeTheSize(@ForAll("sequences") List<Step> steps) {
        var now = FIRST;
        for (var step : steps) {
            var before = now;
            now = step.applyTo(before);
            if (step.action() != Action.CLAIM || !step.window().mayDecide()) {
                assertThat(now.size()).isEqualTo(before.size());
            } else {
                assertThat(now.size()).isEqualTo(step.window().size().orElseThrow());
                assertThat(now.owner()).contains(step.viewer());
            }
        }
    }

    @Property
    void theOwnersWindowMayAlwaysDecide(@ForAll("sequences") List<Step> steps) {
        Map<String, Window> windows = new HashMap<>();
        var now = FIRST;
        for (var step : steps) {
            now = step.applyTo(now);
            if (step.action() == Action.LEAVE) {
                windows.remove(step.viewer());
            } else {
                windows.put(step.viewer(), step.window());
                now = now.changed(step.viewer(), step.window());
            }
            assertThat(now.owner().stream())
                    .allMatch(owner -> windows.containsKey(owner) && windows.get(owner).mayDecide());
        }
    }

    @Property
    void repeatingAStepChangesNothing(@ForAll("sequences") List<Step> steps) {
        var now = FIRST;
        for (var step : steps) {
            now = step.applyTo(now);
            assertThat(step.applyTo(now)).isSameAs(now);
        }
    }

    @Property
    void allViewersSeeTheSameOwner(@ForAll("sequences") List<Step> steps) {
        var now = FIRST;
        for (var step : steps) {
            now = step.applyTo(now);
        }
        var seen = Stream.of("a", "b", "c").map(now::seenBy).toList();
        assertThat(seen.stream().filter(Owner.YOU::equals).count()).isLessThanOrEqualTo(1);
        assertThat(seen.contains(Owner.NONE)).isEqualTo(now.owner().isEmpty());
    }
}
