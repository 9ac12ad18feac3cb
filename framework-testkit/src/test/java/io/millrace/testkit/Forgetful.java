package io.millrace.testkit;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.LongState;
import io.millrace.api.Out;
import io.millrace.api.State;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.ValueState;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Listeners that break the one rule that the compiler cannot check: all that counts goes through handles. */
final class Forgetful {
    private Forgetful() {}

    /** Static state, in a class beside the listeners: in a listener the compiler refuses it. */
    static final class Memory {
        private static final Map<String, Integer> COUNTS = new HashMap<>();
        private static final Set<String> WORDS = new HashSet<>();

        private Memory() {}

        static int count(String key) {
            return COUNTS.merge(key, 1, Integer::sum);
        }

        static boolean isNew(String word) {
            return WORDS.add(word);
        }
    }

    /** Counts in a static map. */
    @StatefulListener("static-map")
    record StaticMap(@To("counts") Out<Integer> counts) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            counts.send(Memory.count(key));
        }
    }

    /** Sends each word only once, as far as a static set knows. */
    @StatefulListener("once")
    record Once(@To("firsts") Out<String> firsts) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            if (Memory.isNew(word)) {
                firsts.send(word);
            }
        }
    }

    /** Numbers that somebody gives. */
    interface Numbers {
        int next();
    }

    /** Takes a number of a bean for each word. */
    @StatefulListener("numbering")
    record Numbering(@To("numbers") Out<Integer> numbers, Numbers source) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            numbers.send(source.next());
        }
    }

    /** Keeps the time at which it was called. */
    @StatefulListener("clocked")
    record Clocked(LongState at) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            at.set(System.currentTimeMillis());
        }
    }

    /** Takes no words in a year long gone, which no test will see. */
    @StatefulListener("dated")
    record Dated(@To("words-taken") Out<String> taken) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            if (LocalDate.now().getYear() > 2000) {
                taken.send(word);
            }
        }
    }

    /** Draws lots. */
    @StatefulListener("drawing")
    record Drawing(ValueState<Long> lot) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            lot.set(new SplittableRandom().nextLong());
        }
    }

    /** Keeps in a library's object what it has seen. */
    @StatefulListener("marking")
    record Marking(@To("marks") Out<Integer> marks, BitSet marked) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            marked.set(marked.cardinality());
            marks.send(marked.cardinality());
        }
    }

    /** Is another one each time that it is read. */
    record Growing(int size) {
        Growing {
            size++;
        }
    }

    /** Trusts that what is read is what was set. */
    @StatefulListener("trusting")
    record Trusting(ValueState<Growing> last, @To("sizes") Out<Integer> sizes) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            sizes.send(last.orElse(new Growing(0)).size());
            last.set(new Growing(word.length()));
        }
    }

    /** Forgets words after an hour; nothing is wrong with it. */
    @StatefulListener("short-lived")
    record ShortLived(@State(ttl = "1h") ValueState<Set<String>> words, @To("sizes") Out<Integer> sizes) {
        @Topic("words")
        void on(@KafkaKey String key, String word) {
            Set<String> all = new HashSet<>(words.orElse(Set.of()));
            all.add(word);
            words.set(all);
            sizes.send(all.size());
        }
    }
}
