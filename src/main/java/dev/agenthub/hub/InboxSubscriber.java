package dev.agenthub.hub;

import dev.agenthub.inbox.InboxEvent;
import dev.agenthub.inbox.InboxWatcher;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Subscribes to the inboxes' events, and passes them on to the agents' lanes and notices. */
@Singleton
public final class InboxSubscriber {

    private static final Logger LOG = Logger.getLogger(InboxSubscriber.class);

    private final InboxWatcher inboxes;
    private final Supervisors supervisors;
    private final Notices notices;
    private Cancellable subscription = () -> { };

    InboxSubscriber(InboxWatcher inboxes, Supervisors supervisors, Notices notices) {
        this.inboxes = inboxes;
        this.supervisors = supervisors;
        this.notices = notices;
    }

    /** Subscribes, and then starts the watcher, so that no event is missed. */
    public void begin() {
        subscription = inboxes.events().subscribe().with(this::changed,
                failure -> LOG.error("The inboxes are no longer watched. This is a bug in the hub.", failure));
        inboxes.start();
    }

    private void changed(InboxEvent inbox) {
        notices.inbox(inbox);
        supervisors.find(inbox.agent())
                .ifPresent(supervisor -> supervisor.tasks(inbox.count(), !inbox.arrived().isEmpty()));
    }

    /** Ends the subscription. Idempotent. */
    @PreDestroy
    public void end() {
        subscription.cancel();
    }
}
