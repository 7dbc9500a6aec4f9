package dev.agenthub.cli.command;

import dev.agenthub.agent.AgentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rejects invalid agent ids before any request to the hub. */
public final class AgentIdConverter implements ITypeConverter<AgentId> {

    @Override
    public AgentId convert(String text) {
        return AgentId.parse(text).orElseThrow(
                () -> new TypeConversionException("an agent id must match " + AgentId.GRAMMAR));
    }
}
