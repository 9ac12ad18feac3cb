package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "score, score",
        "lastSeen, last-seen",
        "byTerminal, by-terminal",
        "spend7d, spend7d",
        "httpURLCount, http-url-count",
        "snake_case, snake-case",
        "URL, url"
    })
    void kebab(String javaName, String name) {
        assertThat(Names.kebab(javaName)).isEqualTo(name);
        assertThat(Names.allowed(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "-a", "Abc", "a_b", "a.b", "ä"})
    void refusedNames(String name) {
        assertThat(Names.allowed(name)).isFalse();
    }

    @Test
    void namesHaveALimit() {
        assertThat(Names.allowed("a".repeat(63))).isTrue();
        assertThat(Names.allowed("a".repeat(64))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "a.b_c-D9", "${topics.in}", "eu-${topics.in:payments}-v1"})
    void topics(String topic) {
        assertThat(Names.topicAllowed(topic)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "pay*", "pay ments", "a/b", "${}", "${open"})
    void refusedTopics(String topic) {
        assertThat(Names.topicAllowed(topic)).isFalse();
    }

    /** The id is in every changelog record: this value may never change. */
    @Test
    void storeIdsAreForEver() {
        assertThat(Names.storeId("score")).isEqualTo(848901969);
        assertThat(Names.storeId("uejgtcuo")).isEqualTo(Names.storeId("iiwucoup"));
    }
}
