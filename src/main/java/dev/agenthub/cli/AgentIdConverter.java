package dev.agenthub.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import dev.agenthub.agent.AgentId;

/** Rejects invalid agent ids before any request to the hub. */
final class AgentIdConverter implements ITypeConverter<AgentId> {

    @Override
    public AgentId convert(String text) {
        return AgentId.parse(text).orElseThrow(
                () -> new TypeConversionException("an agent id must match " + AgentId.GRAMMAR));
    }
}
