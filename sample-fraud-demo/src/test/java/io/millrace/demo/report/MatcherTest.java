package io.millrace.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTest {
    @Test
    void everyKindOfFaultIsCountedAndShown() {
        Matcher<String> matcher = matcher(List.of(
                new Answer<>(9, "z"), // never asked for
                new Answer<>(3, "c"),
                new Answer<>(1, "a"),
                new Answer<>(3, "c"), // once more
                new Answer<>(2, "x"), // different
                new Answer<>(5, "e"))); // asked not to be there
        assertThat(matcher.match(1, "a")).isEqualTo("a");
        assertThat(matcher.match(2, "b")).isEqualTo("x");
        assertThat(matcher.match(3, "c")).isEqualTo("c");
        assertThat(matcher.match(4, "d")).isNull();
        assertThat(matcher.match(5, null)).isEqualTo("e");
        Findings findings = matcher.finish();
        assertThat(findings.faults()).isEqualTo(new Findings.Faults(1, 1, 1, 2));
        assertThat(findings.equal()).isEqualTo(2);
        assertThat(findings.expected()).isEqualTo(4);
        assertThat(findings.exact(false)).isFalse();
        assertThat(findings.examples())
                .containsExactly(
                        "tx 2: expected b, found x",
                        "tx 3: more than once",
                        "tx 4: missing",
                        "tx 5: not expected",
                        "tx 9: not expected");
    }

    @Test
    void whatIsAsExpectedIsExact() {
        Matcher<String> matcher = matcher(List.of(new Answer<>(1, "a")));
        matcher.match(1, "a");
        matcher.match(2, null);
        assertThat(matcher.finish().exact(false)).isTrue();
    }

    private static Matcher<String> matcher(List<Answer<String>> answers) {
        return new Matcher<>("letters", answers, String::equals);
    }
}
