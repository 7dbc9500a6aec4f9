package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Life.Active;
import dev.agenthub.config.AgentSettings;
import dev.agenthub.config.HubConfig;
import dev.agenthub.config.HubConfig.Notice;
import dev.agenthub.inbox.InboxEvent;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.notice.NoticeLog;
import dev.agenthub.notice.NoticeText;
import dev.agenthub.notice.TaskNotifier;
import dev.agenthub.notice.Typist;
import dev.agenthub.project.Layout;
import dev.agenthub.terminal.AgentTerminals;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The notifiers of the agents that are notified of their tasks. */
@Singleton
final class Notices implements TaskNotifier.Listener {

    private final Map<AgentId, TaskNotifier> notifiers;
    private final HubEvents events;
    private final StateWriter writer;

    Notices(HubConfig config, Layout layout, Inboxes inboxes, AgentTerminals terminals, SavedTeam saved,
            HubEvents events, StateWriter writer, Clock clock) {
        this.events = events;
        this.writer = writer;
        var text = new NoticeText(config.noticeText());
        this.notifiers = config.agents().ids().stream()
                .filter(id -> AgentSettings.of(config, id).notice() == Notice.TYPE)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), id -> {
                    var typist = new Typist(text, layout.root().relativize(layout.inbox(id)).toString());
                    return new TaskNotifier(id, terminals.watched(id).orElseThrow(), () -> inboxes.list(id), typist,
                            saved.notices(id), this, clock);
                }));
    }

    void inbox(InboxEvent inbox) {
        Optional.ofNullable(notifiers.get(inbox.agent())).ifPresent(notifier -> notifier.tasks(inbox.tasks()));
    }

    /** Corrects recorded times after a jump of the clock. */
    void clockJumped() {
        notifiers.values().forEach(TaskNotifier::clockJumped);
    }

    /** Delivers due notices; called periodically. A paused program reads no input. */
    void tick(Agent agent) {
        if (agent.life() instanceof Active(var run, _, var paused) && !paused) {
            Optional.ofNullable(notifiers.get(agent.id())).ifPresent(notifier -> notifier.tick(run.startedAt()));
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
        writer.save(agent, log);
    }
}
