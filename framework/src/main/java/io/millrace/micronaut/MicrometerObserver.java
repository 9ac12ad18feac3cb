package io.millrace.micronaut;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micronaut.context.annotation.Requires;
import io.millrace.kafka.ClientWatch;
import io.millrace.ops.ListenerView;
import io.millrace.ops.Metric;
import io.millrace.port.Clock;
import io.millrace.runtime.SystemClock;
import io.millrace.state.rocks.RocksMemory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes meters of what is observed, where Micrometer is on the class path. */
@Singleton
@Requires(classes = MeterRegistry.class, beans = MeterRegistry.class)
final class MicrometerObserver implements Observer, ClientWatch {
    private final MeterRegistry registry;
    private final Clock clock = new SystemClock();
    private final Map<Object, KafkaClientMetrics> clients = new ConcurrentHashMap<>();

    /** The client metrics look for new ones now and then; by default each client would have a thread for that. */
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "millrace-client-metrics");
        thread.setDaemon(true);
        return thread;
    });

    MicrometerObserver(MeterRegistry registry, RocksMemory memory) {
        this.registry = registry;
        gauge(Metric.ROCKSDB_MEMORY_USED, memory);
        gauge(Metric.ROCKSDB_MEMORY_MAX, memory);
    }

    private void gauge(Metric metric, RocksMemory memory) {
        Gauge.builder(
                        metric.id(),
                        memory,
                        metric == Metric.ROCKSDB_MEMORY_MAX ? RocksMemory::bytes : RocksMemory::usedBytes)
                .description(metric.text())
                .baseUnit(metric.unit())
                .register(registry);
    }

    @Override
    public ListenerObserver watch(ListenerView listener) {
        return new ListenerMeters(listener, registry, clock);
    }

    @Override
    public ClientWatch clients() {
        return this;
    }

    @Override
    public void made(Consumer<?, ?> consumer) {
        bind(consumer, new KafkaClientMetrics(consumer, List.of(), looking));
    }

    @Override
    public void made(Producer<?, ?> producer) {
        bind(producer, new KafkaClientMetrics(producer, List.of(), looking));
    }

    private void bind(Object client, KafkaClientMetrics metrics) {
        clients.put(client, metrics);
        metrics.bindTo(registry);
    }

    @Override
    public void closing(Object client) {
        KafkaClientMetrics metrics = clients.remove(client);
        if (metrics != null) {
            metrics.close();
        }
    }

    @PreDestroy
    void close() {
        looking.shutdownNow();
    }
}
