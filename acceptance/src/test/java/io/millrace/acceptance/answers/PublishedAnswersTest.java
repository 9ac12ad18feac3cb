package io.millrace.acceptance.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.Cluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every published answer about windows, by listeners on a real broker: number and SHA-256 of the result's sorted lines. */
class PublishedAnswersTest {
    private static final int SIDE_BY_SIDE = 3;

    @TempDir
    Path state;

    @Test
    void eachIsWhatTheListenersSay() throws Exception {
        Questions questions = Questions.read();
        Map<Question, Result> results = new HashMap<>();
        try (Cluster cluster = new Cluster();
                Feed feed = new Feed(cluster)) {
            results.putAll(results(questions, cluster, feed));
        }
        Set<String> names = new TreeSet<>();
        Map<String, List<String>> wrong = new TreeMap<>();
        for (Question question : questions.asked()) {
            names.add(question.name());
            List<String> differences = question.expected().differences(results.get(question));
            if (!differences.isEmpty()) {
                wrong.computeIfAbsent(question.name(), none -> new ArrayList<>())
                        .add(question.computation() + ": " + differences);
            }
        }
        System.out.println("not of windows: " + questions.others());
        System.out.println("oracles " + (names.size() - wrong.size()) + "/" + names.size());
        assertThat(names).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    /** Services start side by side: much of a start is waiting for the broker. */
    private Map<Question, Result> results(Questions questions, Cluster cluster, Feed feed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<Map<Question, Result>>> starts = new ArrayList<>();
            for (List<Run> runs : Run.together(Run.of(questions.asked()))) {
                AnsweringService service = new AnsweringService(cluster, feed, state, "answers-" + starts.size());
                starts.add(threads.submit(() -> service.results(runs)));
            }
            Map<Question, Result> results = new HashMap<>();
            for (Future<Map<Question, Result>> start : starts) {
                results.putAll(start.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
