package dev.agenthub.hub;

import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.config.HubConfig;
import dev.agenthub.config.HubConfig.AgentConfig;
import dev.agenthub.config.HubConfig.Notice;
import dev.agenthub.inbox.InboxEvent;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.notice.NoticeLog;
import dev.agenthub.notice.NoticeText;
import dev.agenthub.notice.TaskNotifier;
import dev.agenthub.notice.Typist;
import dev.agenthub.project.Layout;
import dev.agenthub.terminal.AgentTerminals;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The notifiers of the agents that are notified of their tasks. */
final class Notices implements TaskNotifier.Listener {

    private final Map<AgentId, TaskNotifier> notifiers = new HashMap<>();
    private final HubEvents events;
    private final BiConsumer<AgentId, NoticeLog> save;

    /** @param logs the notices that an earlier hub delivered */
    Notices(HubConfig config, Layout layout, Inboxes inboxes, AgentTerminals terminals,
            Map<AgentId, NoticeLog> logs, HubEvents events, BiConsumer<AgentId, NoticeLog> save, Clock clock) {
        this.events = events;
        this.save = save;
        var text = new NoticeText(config.noticeText());
        config.agents().ids().forEach(id -> {
            if (notice(config, id) == Notice.TYPE) {
                var folder = layout.inbox(id);
                var typist = new Typist(text, layout.root().relativize(folder).toString());
                notifiers.put(id, new TaskNotifier(id, terminals.watched(id).orElseThrow(), () -> inboxes.list(id), typist,
                        logs.getOrDefault(id, NoticeLog.EMPTY), this, clock));
            }
        });
    }

    private static Notice notice(HubConfig config, AgentId id) {
        return Optional.ofNullable(config.agent().get(id.value())).flatMap(AgentConfig::notice).orElse(config.notice());
    }

    void inbox(InboxEvent inbox) {
        Optional.ofNullable(notifiers.get(inbox.agent())).ifPresent(notifier -> notifier.tasks(inbox.tasks()));
    }

    /** Corrects recorded times after a jump of the clock. */
    void clockJumped() {
        notifiers.values().forEach(TaskNotifier::clockJumped);
    }

    /** Delivers due notices; called periodically. */
    void tick(AgentView view) {
        var notifier = notifiers.get(view.id());
        if (notifier != null && view.agent().state() == AgentState.ACTIVE && !view.agent().paused()) {
            view.agent().container().map(Container::startedAt).ifPresent(notifier::tick);
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
    public void remember(AgentId agent, NoticeLog log) {
        save.accept(agent, log);
    }
}
