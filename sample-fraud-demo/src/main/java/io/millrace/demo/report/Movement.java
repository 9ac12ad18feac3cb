package io.millrace.demo.report;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened while replicas came and went.
 *
 * @param stages the time before the first step, and what each step began, in order
 * @param gap the longest time without a features record
 * @param gapByPartition the same for each of their partitions
 */
public record Movement(List<Stage> stages, Duration gap, SortedMap<Integer, Duration> gapByPartition) {
    /**
     * From one step to the next.
     *
     * @param what was done
     * @param at since the first features record
     * @param perSecond features records that came out
     * @param handovers of the tasks that were given up in it
     */
    public record Stage(String what, Duration at, double perSecond, List<Handover> handovers) {
        public Stage {
            handovers = List.copyOf(handovers);
        }
    }

    /**
     * A task's way from one replica to another, or back to the same one.
     *
     * @param took from the last commit of the replica that gave it up to the first of the one that got it
     */
    public record Handover(String task, String from, String to, Duration took) {}

    public Movement {
        stages = List.copyOf(stages);
        gapByPartition = new TreeMap<>(gapByPartition);
    }
}
