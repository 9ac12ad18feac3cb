package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.memory.MemoryStores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories against a plain map, on the memory engine. */
class StateBufferModelTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void behavesLikeAMapThatIsCopiedAtEachCommit(long seed) {
        BufferHistory history = new BufferHistory(new MemoryStores(), seed);
        history.run(4000);
        assertThat(history.steps())
                .as("what the history did, seed " + seed)
                .containsKeys("commit", "rollback", "undo", "reopen", "due", "walk", "prefetch");
    }
}
