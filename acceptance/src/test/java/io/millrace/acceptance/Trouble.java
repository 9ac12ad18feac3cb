package io.millrace.acceptance;

import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Which letters fail, and how often: {@code trouble.<letter>}. */
@Singleton
class Trouble {
    private final PropertyResolver planned;
    private final Map<String, Integer> failed = new HashMap<>();

    Trouble(PropertyResolver planned) {
        this.planned = planned;
    }

    synchronized void mayFail(String letter) {
        int times = failed.merge(letter, 1, Integer::sum);
        if (times <= planned.getProperty("trouble." + letter, Integer.class, 0)) {
            throw new IllegalStateException("no " + letter);
        }
    }
}
