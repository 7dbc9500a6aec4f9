package dev.agenthub.app;

import dev.agenthub.config.ConfigCheck;
import dev.agenthub.config.HubConfig;
import dev.agenthub.home.PrivateFolders;
import dev.agenthub.project.Layout;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Validates the configuration and the project, as the first step of a start. */
@Singleton
class ConfigurationStep {

    private static final Logger LOG = Logger.getLogger(ConfigurationStep.class);

    /**
     * Runs first: Quarkus collects filters before it starts anything else of the hub.
     *
     * @param layout created lazily, like the folders, because both need a valid configuration
     * @throws dev.agenthub.config.ConfigError if a value is wrong, which ends the start
     */
    void validate(@Observes @Priority(1) Filters filters, HubConfig config, Instance<Layout> layout,
            Instance<PrivateFolders> folders) {
        ConfigCheck.checkNames(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class))
                .forEach(name -> LOG.warnf("%s in the environment is not a setting of the hub and is ignored.", name));
        ConfigCheck.check(config);
        folders.get().check(layout.get().root(), layout.get().usersDir());
    }
}
