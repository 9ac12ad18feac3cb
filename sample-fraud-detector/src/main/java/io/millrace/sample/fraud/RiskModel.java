package io.millrace.sample.fraud;

import io.micronaut.context.annotation.Value;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logistic regression over the features; its coefficients come from a file. Thread-safe. */
@Singleton
final class RiskModel {
    private static final String DEFAULT = "/model.json";
    private static final int NIGHT_HOUR_MAX = 6;

    private final Coefficients coefficients;

    RiskModel(JsonMapper json, @Value("${fraud.model:}") String file) throws IOException {
        try (InputStream in = open(file)) {
            coefficients = json.readValue(in, Coefficients.class);
        }
    }

    private static InputStream open(String file) throws IOException {
        if (!file.isEmpty()) {
            return Files.newInputStream(Path.of(file));
        }
        InputStream in = RiskModel.class.getResourceAsStream(DEFAULT);
        if (in == null) {
            throw new IOException("no model: set fraud.model to a file");
        }
        return in;
    }

    double score(Transaction transaction, Features f) {
        ZonedDateTime time = Instant.ofEpochMilli(transaction.at()).atZone(ZoneOffset.UTC);
        DayOfWeek day = time.getDayOfWeek();
        double[] x = {
            transaction.cents() / 100.0,
            day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 1 : 0,
            time.getHour() <= NIGHT_HOUR_MAX ? 1 : 0,
            f.c1n(),
            average(f.c1s(), f.c1n()),
            f.c7n(),
            average(f.c7s(), f.c7n()),
            f.c30n(),
            average(f.c30s(), f.c30n()),
            f.t1n(),
            rate(f.t1f(), f.t1n()),
            f.t7n(),
            rate(f.t7f(), f.t7n()),
            f.t30n(),
            rate(f.t30f(), f.t30n())
        };
        return coefficients.score(x);
    }

    private static double average(long cents, int count) {
        return count == 0 ? 0 : cents / 100.0 / count;
    }

    private static double rate(int part, int of) {
        return of == 0 ? 0 : (double) part / of;
    }

    /** The model file. */
    @Serdeable
    record Coefficients(
            @Nullable String note,
            List<String> features,
            List<Double> mean,
            List<Double> std,
            List<Double> coef,
            double intercept) {
        double score(double[] x) {
            double sum = intercept;
            for (int i = 0; i < x.length; i++) {
                sum += coef.get(i) * (x[i] - mean.get(i)) / std.get(i);
            }
            return sum;
        }
    }
}
