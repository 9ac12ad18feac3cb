package io.millrace.acceptance.answers;

import io.micronaut.context.ApplicationContext;
import io.millrace.acceptance.Cluster;
import io.millrace.acceptance.Listeners;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A start of the service for one run of some of its listeners. */
final class AnsweringService {
    private final Cluster cluster;
    private final Feed feed;
    private final Path state;
    private final String application;

    /**
     * @param application nobody else's, so that starts on one broker know nothing of each other
     */
    AnsweringService(Cluster cluster, Feed feed, Path state, String application) {
        this.cluster = cluster;
        this.feed = feed;
        this.state = state;
        this.application = application;
    }

    /** What comes out for each question of these runs, which are of different listeners. */
    Map<Question, Result> results(List<Run> runs) throws Exception {
        Map<Question, Result> results = new HashMap<>();
        try (ApplicationContext service =
                ApplicationContext.builder().properties(properties(runs)).build()) {
            service.start();
            for (Run run : runs) {
                results.putAll(Answers.await(run, cluster, topic(run, "out"), topic(run, "late")));
            }
        }
        return results;
    }

    private Map<String, Object> properties(List<Run> runs) throws Exception {
        Map<String, Object> properties =
                new HashMap<>(Listeners.only(runs.stream().map(Run::listener).toArray(String[]::new)));
        properties.put("micronaut.application.name", application);
        properties.put("kafka.bootstrap.servers", cluster.bootstrap());
        properties.put("kafka.health.enabled", false);
        properties.put("millrace.state-dir", state.resolve(application).toString());
        for (Run run : runs) {
            properties.putAll(run.settings());
            properties.put("millrace.topics.names." + run.name("in"), feed.topic(run.name("in"), run.series()));
            for (String which : List.of("out", "late")) {
                cluster.topics(topic(run, which));
                properties.put("millrace.topics.names." + run.name(which), topic(run, which));
            }
        }
        return properties;
    }

    private String topic(Run run, String which) {
        return application + "-" + run.name(which);
    }
}
