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
            if (letter.equals("error")) {
                throw new AssertionError("no " + letter);
            }
            throw switch (letter) {
                case "fatal" -> new Fatal();
                case "transient" -> new Passing();
                default -> new IllegalStateException("no " + letter);
            };
        }
    }

    /** Declared fatal by the listener. */
    static final class Fatal extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Declared transient by the listener. */
    static final class Passing extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
