package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind of difference is found, once, and said about the right part. */
class ManifestChangesTest {
    private static List<String> changes(String... beforeAndAfter) {
        String json = Manifest.toJson(Models.FULL);
        for (int i = 0; i < beforeAndAfter.length; i += 2) {
            assertThat(json).contains(beforeAndAfter[i]);
            json = json.replace(beforeAndAfter[i], beforeAndAfter[i + 1]);
        }
        return ManifestChanges.between(Models.FULL, Manifest.fromJson(json)).stream()
                .map(finding ->
                        finding.subject().kind() + " " + finding.subject().index() + " " + finding.message())
                .toList();
    }

    @Test
    void equalModelsDoNotDiffer() {
        assertThat(changes()).isEmpty();
    }

    @Test
    void theListenerItself() {
        assertThat(changes(
                        "shop.Outer$Full", "shop.Other", "EVENT_TIME", "ARRIVAL", "\"late\"", "null", "SKIP", "STOP"))
                .hasSize(4)
                .contains(
                        "LISTENER 0 listener 'full': handler was shop.Outer$Full and is shop.Other: nothing that is stored"
                                + " depends on it",
                        "LISTENER 0 listener 'full': order was EVENT_TIME and is ARRIVAL: it holds for what is not handled"
                                + " yet",
                        "LISTENER 0 listener 'full': lateTo was late and is null: it holds for what comes late from now on")
                .last()
                .asString()
                .startsWith("LISTENER 0 listener 'full': failure policy was ")
                .endsWith(": it holds for failures from now on");
    }

    @Test
    void theKey() {
        ListenerModel before = Models.listener("a", Models.STRING, Models.topic("t"));
        ListenerModel after = Models.listener("a", Models.LONG, Models.topic("t"));
        assertThat(ManifestChanges.between(before, after))
                .extracting(Finding::text)
                .containsExactly(
                        "MR-0171: listener 'a': key was java.lang.String and is java.lang.Long: state, timers and"
                                + " partitions go by the key's bytes: give the listener a new name");
    }

    @Test
    void inputs() {
        assertThat(changes("\"name\": \"in\"", "\"name\": \"other-in\""))
                .containsExactly(
                        "INPUT 0 input 'other-in' is new: it is read from where start-at says",
                        "LISTENER 0 input 'in' is gone: nobody reads it");
        assertThat(changes(
                        "\"method\": \"on\"", "\"method\": \"handle\"",
                        "\"priority\": -1", "\"priority\": 0",
                        "\"nullable\": true", "\"nullable\": false",
                        "\"valid\": true", "\"valid\": false",
                        "\"outOfOrderMs\": 5", "\"outOfOrderMs\": 6",
                        "\"tieBreak\": true", "\"tieBreak\": false"))
                .hasSize(6)
                .allMatch(text -> text.startsWith("INPUT 0 input 'in': "));
    }

    @Test
    void anotherOrderOfInputs() {
        ListenerModel now = Models.FULL;
        ListenerModel turned =
                Models.full(List.of(now.inputs().get(1), now.inputs().get(0)), now.windows());
        assertThat(ManifestChanges.between(now, turned))
                .extracting(Finding::message)
                .containsExactly(
                        "listener 'full': inputs were [in, re-key] and are [re-key, in]: records of one event time"
                                + " change their order from here on");
    }

    @Test
    void stores() {
        assertThat(changes(
                        "\"ttlMs\": 7",
                        "\"ttlMs\": 9",
                        "\"maxEntries\": 8",
                        "\"maxEntries\": 1",
                        "\"delayMs\": 9",
                        "\"delayMs\": 0"))
                .hasSize(3);
        assertThat(changes("\"kind\": \"MAP\"", "\"kind\": \"LIST\""))
                .containsExactly(
                        "STORE 0 store 'map': kind was MAP and is LIST: what is stored cannot be read so: give it a"
                                + " new name");
    }

    @Test
    void windows() {
        assertThat(changes(
                        "\"sizeMs\": 3600000", "\"sizeMs\": 7200000", "\"lateTo\": \"too-late\"", "\"lateTo\": null"))
                .containsExactly(
                        "WINDOW 0 window 'hours': sizeMs was 3600000 and is 7200000: what is open was cut into other panes: give it a new name",
                        "WINDOW 0 window 'hours': lateTo was too-late and is null: it holds for what comes late from now on");
        assertThat(changes("\"slideMs\": 60000", "\"slideMs\": 3600000"))
                .contains("WINDOW 0 window 'hours': shared panes was true and is false: what is open is no longer used:"
                        + " give it a new name");
    }

    @Test
    void typesAndTheirComponents() {
        List<String> changed =
                changes("\"id:long\"", "\"id:int\"", "\"tags:java.util.List\"", "\"labels:java.util.List\"");
        assertThat(changed)
                .contains(
                        "STORE 0 store 'map': shop.Tx's component id was long and is int: what is already written may not be"
                                + " readable; give the component a new name",
                        "STORE 0 store 'map': shop.Tx's component labels is new: it is null or 0 in what is already written",
                        "STORE 0 store 'map': shop.Tx's component tags is gone: what is written of it is left out")
                // One body, two stores, one output.
                .hasSize(5 * 3);
        assertThat(changes("\"immutable\": false", "\"immutable\": true"))
                .contains(
                        "STORE 1 store 'rolling': shop.Tx is shared as it is now: nothing that is stored depends on it");
    }

    @Test
    void timersAndOutputs() {
        assertThat(changes(
                        "\"name\": \"once\"",
                        "\"name\": \"later\"",
                        "\"method\": \"b\"",
                        "\"method\": \"c\"",
                        "${topic}",
                        "fixed"))
                .containsExactly(
                        "TIMER 0 timer 'later' is new: it is set for no key; if it had another name, keep that:"
                                + " @State(\"old-name\")",
                        "TIMER 1 timer 'many': method was b and is c: nothing that is stored depends on it",
                        "LISTENER 0 timer 'once' is gone: what is set will not fire; if it was renamed, keep its name:"
                                + " @State(\"once\")",
                        "OUTPUT 0 output 'out': topic was ${topic} and is fixed: its readers must follow");
    }
}
