package io.millrace.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docker-compose.yml as a container runtime would read it. */
final class ComposeFile {
    static final List<String> REPLICAS = List.of("fraud-1", "fraud-2");
    static final String BROKER = "kafka:9092";

    private final JsonNode file = Project.tree(Project.text(Project.ROOT.resolve("docker-compose.yml")));

    JsonNode service(String name) {
        JsonNode service = file.path("services").path(name);
        if (service.isMissingNode()) {
            throw new AssertionError("no service " + name);
        }
        return service;
    }

    List<String> services() {
        List<String> names = new ArrayList<>();
        file.path("services").fieldNames().forEachRemaining(names::add);
        return names;
    }

    Map<String, String> environment(String name) {
        Map<String, String> environment = new TreeMap<>();
        service(name)
                .path("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return environment;
    }

    List<String> command(String name) {
        List<String> words = new ArrayList<>();
        service(name).path("command").forEach(word -> words.add(word.asText()));
        return words;
    }

    /** The topics that its own service makes before anything else starts, with their partitions. */
    Map<String, Integer> topics() {
        Matcher script = Pattern.compile(
                        "for topic in ([a-z -]+); do.*--topic \\$\\$topic --partitions (\\d+)", Pattern.DOTALL)
                .matcher(command("topics").get(0));
        if (!script.find()) {
            throw new AssertionError("the topics cannot be read from the script");
        }
        Map<String, Integer> topics = new TreeMap<>();
        for (String topic : script.group(1).split(" ")) {
            topics.put(topic, Integer.parseInt(script.group(2)));
        }
        return topics;
    }

    /** What these topics are made with. */
    Map<String, String> topicSettings() {
        Map<String, String> settings = new TreeMap<>();
        Matcher setting = Pattern.compile("--config ([a-z.]+)=(\\S+)")
                .matcher(command("topics").get(0));
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2));
        }
        return settings;
    }

    /** Files and folders of the project that are mounted into containers. */
    List<String> mounted() {
        List<String> mounted = new ArrayList<>();
        for (JsonNode service : file.path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                if (volume.asText().startsWith("./")) {
                    mounted.add(volume.asText().split(":")[0]);
                }
            }
        }
        return mounted;
    }
}
