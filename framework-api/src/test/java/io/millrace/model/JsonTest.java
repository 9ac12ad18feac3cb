package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void writesInOrderAndReadsItBack() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("z", "\"quoted\" \\ \n ä €");
        object.put("a", List.of(1L, -2L));
        object.put("none", null);
        object.put("list", List.of(Map.of("x", true), Map.of()));
        object.put("empty", List.of());

        String json = Json.write(object);

        assertThat(json)
                .isEqualTo(
                        """
                        {
                          "z": "\\"quoted\\" \\\\ \\u000a \\u00e4 \\u20ac",
                          "a": [1, -2],
                          "none": null,
                          "list": [
                            {
                              "x": true
                            },
                            {}
                          ],
                          "empty": []
                        }
                        """);
        assertThat(Json.read(json)).isEqualTo(object);
    }

    @Test
    void readsWhatOthersWrite() {
        assertThat(Json.read(" [1.5e2,\t\"\\/\\b\\f\\n\\r\\t\\u0041\",false , null]\n"))
                .isEqualTo(Arrays.asList(150.0, "/\b\f\n\r\tA", false, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\" 1} | expected ':' at offset 5",
                "[1 2] | expected ']' at offset 3",
                "{} {} | expected the end at offset 3",
                "[tru] | expected true at offset 1",
                "[-] | expected a value at offset 1",
                "\"\\x\" | expected an escape at offset 3",
                "\"\\u12\" | expected four hex digits at offset 3",
                "\"open | expected '\"' at offset 5",
            })
    void saysWhereItBreaks(String json, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.read(json)).withMessage("not JSON: " + message);
    }
}
