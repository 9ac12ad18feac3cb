package io.millrace.engine;

import io.millrace.port.Background;
import io.millrace.port.Clock;
import io.millrace.port.Events;
import io.millrace.port.Failpoints;
import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.state.StoreEngine;

/** A worker's connections to the outside. */
public record Ports(
        InputLog input,
        OutputLog output,
        GroupLog group,
        StoreEngine stores,
        HandlerFactory handlers,
        Background background,
        Clock clock,
        Events events,
        Failpoints failpoints) {}
