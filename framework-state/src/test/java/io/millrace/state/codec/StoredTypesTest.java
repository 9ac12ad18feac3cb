package io.millrace.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.StoredTypes;
import io.millrace.spi.TypeRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The compiler refuses state types by a list; the codecs can do what the list says, and no more. */
class StoredTypesTest {
    private static Class<?> named(String type) {
        try {
            return type.equals("byte[]") ? byte[].class : Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void simpleTypes() {
        assertThat(Scalars.types())
                .extracting(Class::getCanonicalName)
                .containsExactlyInAnyOrderElementsOf(StoredTypes.SIMPLE);
    }

    @Test
    void collectionsAndMaps() {
        TypeRef text = TypeRef.of(String.class);
        assertThat(StoredTypes.COLLECTIONS).allSatisfy(type -> assertThat(Codecs.of(TypeRef.of(named(type), text)))
                .isNotNull());
        assertThat(StoredTypes.MAPS).allSatisfy(type -> assertThat(Codecs.of(TypeRef.of(named(type), text, text)))
                .isNotNull());
        assertThat(WireFactory.containers())
                .extracting(Class::getCanonicalName)
                .hasSize(StoredTypes.COLLECTIONS.size() + StoredTypes.MAPS.size());
    }

    @Test
    void mapKeys() {
        assertThat(KeyCodecs.types())
                .extracting(Class::getCanonicalName)
                .containsExactlyInAnyOrderElementsOf(StoredTypes.MAP_KEYS);
        assertThatThrownBy(() -> KeyCodecs.of(TypeRef.of(List.class))).hasMessageStartingWith("MR-0421");
    }
}
