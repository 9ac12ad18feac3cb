package io.millrace.acceptance;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The letters as a service of their own: an application name, topics and a state directory that no other test has. */
record LetterService(Cluster cluster, String application, Path state) {

    String in() {
        return application + "-in";
    }

    String out() {
        return application + "-out";
    }

    String group() {
        return application + "-letters";
    }

    /** Makes the topics, with the letter "a" in the first. */
    LetterService withTopics() throws Exception {
        cluster.topics(in(), out());
        cluster.send(in(), "k", "a");
        return this;
    }

    /** A service that is not started. */
    ApplicationContext built(Map<String, ?> more) {
        Map<String, Object> properties = new HashMap<>(Listeners.only("letters"));
        properties.put("micronaut.application.name", application);
        properties.put("kafka.bootstrap.servers", cluster.bootstrap());
        properties.put("kafka.health.enabled", false);
        properties.put("millrace.state-dir", state.resolve(application).toString());
        properties.put("millrace.topics.names.letters-in", in());
        properties.put("millrace.topics.names.letters-out", out());
        properties.putAll(more);
        return ApplicationContext.builder().properties(properties).build();
    }
}
