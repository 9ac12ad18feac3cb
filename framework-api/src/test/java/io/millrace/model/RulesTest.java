package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules as the start sees them; the compiler's tests go through every one of them from source. */
class RulesTest {
    @Test
    void nothingIsWrongWithACompleteListener() {
        assertThat(Rules.check(Models.FULL)).isEmpty();
    }

    @Test
    void findingsSayWhichPartTheyAreAbout() {
        ListenerModel overridden = Models.listener("fraud", Models.STRING, Models.topic("bad topic"));
        assertThat(Rules.check(overridden)).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(new Subject(Subject.Kind.INPUT, 0));
            assertThat(finding.listener()).isEqualTo("fraud");
            assertThat(finding.text()).startsWith("MR-0121: 'bad topic' is not a topic's name");
        });
    }

    @Test
    void aChainOfListenersFits() {
        OutputModel keyed = new OutputModel("out", "by-x", true, Models.LONG, Models.STRING);
        assertThat(Rules.checkTogether(List.of(
                        Models.listener("a", Models.STRING, Models.topic("t"), keyed),
                        Models.listener("b", Models.LONG, Models.rekeyed("by-x")))))
                .isEmpty();
    }

    @Test
    void bothEndsOfAReKeyTopicMustAgree() {
        OutputModel keyed = new OutputModel("out", "by-x", true, Models.LONG, Models.STRING);
        assertThat(Rules.checkTogether(List.of(
                        Models.listener("a", Models.STRING, Models.topic("t"), keyed),
                        Models.listener("b", Models.STRING, Models.rekeyed("by-x")),
                        Models.listener("b", Models.STRING, Models.rekeyed("by-y"), keyed))))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.REPARTITION_KEY,
                        ErrorCode.REPARTITION_UNWRITTEN,
                        ErrorCode.LISTENER_TWICE,
                        ErrorCode.REPARTITION_TWICE);
    }

    @Test
    void codesAreUniqueAndExplained() {
        assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("MR-01\\d\\d"));
        assertThat(ErrorCode.values()).allSatisfy(code -> {
            assertThat(code.title()).isNotBlank();
            assertThat(code.remedy()).endsWith(".");
        });
    }
}
