package io.millrace.chaos.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Says which tasks run and what they restored, in the words of the framework's events. Thread-safe. */
final class Running implements StateRestoreListener {
    private final Consumer<String> say;
    private final Map<String, Set<Integer>> tasks = new HashMap<>();

    Running(Consumer<String> say) {
        this.say = say;
    }

    /** A processor is made ready when its task has restored its state. */
    synchronized void begins(String listener, int task) {
        tasks.computeIfAbsent(listener, any -> new TreeSet<>()).add(task);
        tell(listener);
    }

    /** It is closed when the task ends or moves. */
    synchronized void ends(String listener, int task) {
        tasks.getOrDefault(listener, new TreeSet<>()).remove(task);
        tell(listener);
    }

    private void tell(String listener) {
        say.accept("millrace.event {\"event\":\"running\",\"listener\":\"" + listener + "\",\"tasks\":"
                + tasks.get(listener) + "}");
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        // Its end tells all.
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long to, long records) {
        // Its end tells all.
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        say.accept("millrace.event {\"event\":\"restored\",\"listener\":\"" + store + "\",\"task\":"
                + changelog.partition() + ",\"records\":" + records + "}");
    }
}
