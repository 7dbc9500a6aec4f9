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

/** Whose window decides, through any story of viewers that type, ask, hide, look on and leave. */
class SizeOwnerProperties {

    private static final List<String> VIEWERS = List.of("a", "b", "c");
    private static final SizeOwner<String> FIRST = new SizeOwner<>(Size.DEFAULT, Optional.empty());

    enum Deed { ACT, CHANGE, LEAVE }

    record ViewerAction(String viewer, Deed deed, Window window) {

        SizeOwner<String> in(SizeOwner<String> before) {
            return switch (deed) {
                case ACT -> before.acted(viewer, window);
                case CHANGE -> before.changed(viewer, window);
                case LEAVE -> before.left(viewer);
            };
        }
    }

    @Provide
    Arbitrary<List<ViewerAction>> stories() {
        var sizes = Combinators.combine(Arbitraries.integers().between(2, 1000), Arbitraries.integers().between(2, 500)).as(Size::new);
        var windows = Combinators.combine(sizes.optional(), Arbitraries.of(true, false), Arbitraries.of(true, false)).as(Window::new);
        return Combinators.combine(Arbitraries.of(VIEWERS), Arbitraries.of(Deed.class), windows).as(ViewerAction::new).list();
    }

    @Property
    void onlyTypingAndAskingChangeTheSize(@ForAll("stories") List<ViewerAction> story) {
        var now = FIRST;
        for (var happening : story) {
            var before = now;
            now = happening.in(before);
            if (happening.deed() != Deed.ACT || !happening.window().mayDecide()) {
                assertThat(now.size()).isEqualTo(before.size());
            } else {
                assertThat(now.size()).isEqualTo(happening.window().size().orElseThrow());
                assertThat(now.owner()).contains(happening.viewer());
            }
        }
    }

    @Property
    void theOwnerIsAlwaysOneWhoseWindowMayDecide(@ForAll("stories") List<ViewerAction> story) {
        Map<String, Window> windows = new HashMap<>();
        var now = FIRST;
        for (var happening : story) {
            now = happening.in(now);
            if (happening.deed() == Deed.LEAVE) {
                windows.remove(happening.viewer());
            } else {
                windows.put(happening.viewer(), happening.window());
                now = now.changed(happening.viewer(), happening.window());
            }
            assertThat(now.owner().stream()).allMatch(owner -> windows.containsKey(owner) && windows.get(owner).mayDecide());
        }
    }

    @Property
    void whatHappensTwiceChangesNothingTheSecondTime(@ForAll("stories") List<ViewerAction> story) {
        var now = FIRST;
        for (var happening : story) {
            now = happening.in(now);
            assertThat(happening.in(now)).isSameAs(now);
        }
    }

    @Property
    void allAreToldOfOneOwnerOrOfNone(@ForAll("stories") List<ViewerAction> story) {
        var now = FIRST;
        for (var happening : story) {
            now = happening.in(now);
        }
        var told = Stream.of("a", "b", "c").map(now::seenBy).toList();
        assertThat(told.stream().filter(Owner.YOU::equals).count()).isLessThanOrEqualTo(1);
        assertThat(told.contains(Owner.NONE)).isEqualTo(now.owner().isEmpty());
    }
}
