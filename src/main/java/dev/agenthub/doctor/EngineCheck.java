package dev.agenthub.doctor;

import dev.agenthub.config.HubConfig;
import dev.agenthub.engine.EngineFinding;
import dev.agenthub.engine.EngineNeeds;
import dev.agenthub.probe.EngineProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Checks that the hub's engine responds and has what the team needs. */
final class EngineCheck implements Check {

    @Override
    public List<Finding> run(DoctorContext context) {
        var images = new TreeSet<String>();
        context.agents().forEach(agent -> images.add(context.settings(agent).image()));
        var network = context.config().network();
        var needs = new EngineNeeds(images, context.config().cpus() > 0, network.equals(HubConfig.ISOLATED));
        var found = new ArrayList<>(findings(EngineProbe.examine(context.environment(), needs)));
        if (!network.equals(HubConfig.ISOLATED)) {
            found.add(Finding.warn("network", "hub.network is " + network + ": agents on it may reach each other.",
                    "Set hub.network=isolated, unless you want that."));
        }
        return found;
    }

    static List<Finding> findings(List<EngineFinding> examined) {
        return examined.stream().map(each -> switch (each.level()) {
            case OK -> Finding.ok(each.subject(), each.text());
            case WARN -> Finding.warn(each.subject(), each.text(), each.cure());
            case FAIL -> Finding.fail(each.subject(), each.text(), each.cure());
        }).toList();
    }
}
