package io.millrace.testkit.broker;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.millrace.micronaut.Serdes;
import io.millrace.model.ListenerModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The service under test, with names of its own for everything that could meet another test. */
final class TestedApplication {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int NAME_CHARS_MAX = 40;

    private final ApplicationContext context;
    private final TestBroker broker;
    private final TestReplicas replicas;
    private final Path state;

    private TestedApplication(ApplicationContext context, TestBroker broker, TestReplicas replicas, Path state) {
        this.context = context;
        this.broker = broker;
        this.replicas = replicas;
        this.state = state;
    }

    /** @param elsewhere whether the listeners run in other JVMs, when the test says so */
    static TestedApplication start(MillraceTest wish, String bootstrap, String testName, boolean elsewhere) {
        String application = "test-" + NUMBER.incrementAndGet() + "-" + nameOf(testName);
        List<Binding> bindings = new ArrayList<>();
        SoftServiceLoader.load(Binding.class, TestedApplication.class.getClassLoader())
                .collectAll(bindings);
        try {
            Path state = Files.createTempDirectory("millrace-test-");
            Map<String, Object> properties = new HashMap<>(Map.of(
                    "micronaut.application.name",
                    application,
                    "kafka.bootstrap.servers",
                    bootstrap,
                    "kafka.health.enabled",
                    false,
                    "millrace.state-dir",
                    state.toString(),
                    "millrace.topics.partitions",
                    wish.partitions(),
                    "millrace.defaults.commit-interval",
                    "20ms"));
            Set<String> topics = new TreeSet<>();
            bindings.forEach(binding -> prepare(binding, wish, properties, topics));
            topics.forEach(topic -> properties.put("millrace.topics.names." + topic, application + "." + topic));
            for (String property : wish.properties()) {
                int equals = property.indexOf('=');
                properties.put(property.substring(0, Math.max(0, equals)), property.substring(equals + 1));
            }
            List<String> listeners = bindings.stream()
                    .map(binding -> "millrace.listeners." + binding.model().name() + ".enabled")
                    .filter(enabled -> !properties.containsKey(enabled))
                    .toList();
            TestReplicas replicas = new TestReplicas(properties, listeners.size() * wish.partitions(), state);
            if (elsewhere) {
                listeners.forEach(enabled -> properties.put(enabled, false));
            }
            ApplicationContext context = context(properties);
            TestBroker broker = new TestBroker(bootstrap, application, topics, context.getBean(Serdes.class));
            if (elsewhere) {
                broker.createTopics(wish.partitions()); // a listener that starts here would have made them
            }
            return new TestedApplication(context, broker, replicas, state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApplicationContext context(Map<String, Object> properties) {
        return ApplicationContext.builder()
                .environments(Environment.TEST)
                .banner(false)
                .properties(properties)
                .start();
    }

    private static void prepare(
            Binding binding, MillraceTest wish, Map<String, Object> properties, Set<String> topics) {
        ListenerModel model = binding.model();
        List<Class<?>> wanted = List.of(wish.listeners());
        if (!wanted.isEmpty() && !wanted.contains(binding.handlerType())) {
            properties.put("millrace.listeners." + model.name() + ".enabled", false);
        }
        model.inputs().stream().filter(input -> !input.repartition()).forEach(input -> {
            topics.add(input.name());
            properties.put("millrace.inputs." + input.name() + ".bounded", true);
        });
        model.outputs().stream().filter(output -> !output.repartition()).forEach(output -> topics.add(output.topic()));
        String lateTo = model.lateTo();
        if (lateTo != null) {
            topics.add(lateTo);
        }
        model.windows().stream()
                .map(WindowModel::lateTo)
                .filter(Objects::nonNull)
                .forEach(topics::add);
    }

    private static String nameOf(String testName) {
        String name = testName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
        return name.isEmpty() ? "test" : name.substring(0, Math.min(NAME_CHARS_MAX, name.length()));
    }

    ApplicationContext context() {
        return context;
    }

    TestBroker broker() {
        return broker;
    }

    TestReplicas replicas() {
        return replicas;
    }

    void close() {
        replicas.close();
        broker.close();
        context.close();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
