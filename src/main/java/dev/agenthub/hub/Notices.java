package dev.agenthub.hub;

import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.config.HubConfig;
import dev.agenthub.config.HubConfig.AgentConfig;
import dev.agenthub.config.HubConfig.Notice;
import dev.agenthub.inbox.InboxEvent;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.notice.Courier;
import dev.agenthub.notice.NoticeText;
import dev.agenthub.notice.NoticeLog;
import dev.agenthub.notice.Typist;
import dev.agenthub.project.Layout;
import dev.agenthub.terminal.AgentTerminal;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The couriers of those agents that are told of their tasks. */
final class Notices implements Courier.Ledger {

    private final Map<AgentId, Courier> couriers = new HashMap<>();
    private final HubEvents events;
    private final BiConsumer<AgentId, NoticeLog> memory;

    /** @param told what an earlier hub has told */
    Notices(HubConfig config, Layout layout, Inboxes inboxes, Map<AgentId, AgentTerminal> terminals, Map<AgentId, NoticeLog> told, HubEvents events,
            BiConsumer<AgentId, NoticeLog> memory, Clock clock) {
        this.events = events;
        this.memory = memory;
        var text = new NoticeText(config.noticeText());
        terminals.forEach((id, terminal) -> {
            if (notice(config, id) == Notice.TYPE) {
                var folder = layout.inbox(id);
                var typist = new Typist(text, layout.root().relativize(folder).toString());
                couriers.put(id, new Courier(id, terminal, () -> inboxes.list(id), typist,
                        told.getOrDefault(id, NoticeLog.NOTHING), this, clock));
            }
        });
    }

    private static Notice notice(HubConfig config, AgentId id) {
        return Optional.ofNullable(config.agent().get(id.value())).flatMap(AgentConfig::notice).orElse(config.notice());
    }

    void inbox(InboxEvent inbox) {
        Optional.ofNullable(couriers.get(inbox.agent())).ifPresent(courier -> courier.tasks(inbox.tasks()));
    }

    /** The clock has jumped. */
    void clockJumped() {
        couriers.values().forEach(Courier::clockJumped);
    }

    /** Time has passed. */
    void tick(AgentView view) {
        var courier = couriers.get(view.id());
        if (courier != null && view.agent().state() == AgentState.ACTIVE && !view.agent().paused()) {
            view.agent().container().map(Container::startedAt).ifPresent(courier::look);
        }
    }

    @Override
    public void delivered(AgentId agent, List<String> tasks) {
        events.publish(new HubEvent.NoticeDelivered(agent, tasks));
    }

    @Override
    public void failed(AgentId agent, List<String> tasks, String reason) {
        events.publish(new HubEvent.NoticeFailed(agent, tasks, reason));
    }

    @Override
    public void remember(AgentId agent, NoticeLog told) {
        memory.accept(agent, told);
    }
}
