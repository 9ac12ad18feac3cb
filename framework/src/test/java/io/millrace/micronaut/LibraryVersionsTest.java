package io.millrace.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.FittingVersions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryVersionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"4.1.0", "4.3.1", "5.0.0-SNAPSHOT", "unknown"})
    void goesOnWithClientsThatFit(String version) {
        assertThatCode(() -> LibraryVersions.checkClients(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.0.0"})
    void refusesOlderClients(String version) {
        assertThatThrownBy(() -> LibraryVersions.checkClients(version))
                .hasMessageContaining("MR-0218")
                .hasMessageContaining("kafka-clients " + version)
                .hasMessageContaining("<kafka.version>");
    }

    @Test
    void refusesAMixOfNettyWithTheLinesToPaste() throws IOException {
        ClassLoader mixed = jars(Map.of("netty-common", "4.2.12.Final", "netty-codec-base", "4.2.9.Final"));

        assertThatThrownBy(() -> LibraryVersions.checkNetty(mixed))
                .hasMessageContaining("MR-0219")
                .hasMessageContaining("4.2.12.Final=[netty-common]")
                .hasMessageContaining("4.2.9.Final=[netty-codec-base]")
                .hasMessageContaining("<netty.version>");
    }

    @Test
    void partsThatAreReleasedApartAreNoMix() throws IOException {
        ClassLoader fits = jars(Map.of(
                "netty-common", "4.2.9.Final",
                "netty-codec-http2", "4.2.9.Final",
                "netty-tcnative-classes", "2.0.74.Final",
                "netty-codec-multipart-vintage", "1.0.0.Alpha1"));

        assertThatCode(() -> LibraryVersions.checkNetty(fits)).doesNotThrowAnyException();
        assertThatCode(() -> LibraryVersions.checkNetty(jars(Map.of()))).doesNotThrowAnyException();
    }

    /** What is said to be pasted is what millrace-parent itself has. */
    @Test
    void theRemedyHasTheVersionsOfTheParent() throws IOException {
        String parent = Files.readString(Path.of("../framework-parent/pom.xml"));

        for (String property : new String[] {"kafka.version", "micronaut.core.version"}) {
            String line = parent.lines()
                    .map(String::strip)
                    .filter(one -> one.startsWith("<" + property + ">"))
                    .findFirst()
                    .orElseThrow();
            assertThat(FittingVersions.REMEDY).contains(line);
        }
    }

    /** A folder for each part, as if it were a jar. */
    private ClassLoader jars(Map<String, String> versions) throws IOException {
        Path root = Files.createTempDirectory(folder, "jars");
        URL[] urls = new URL[versions.size()];
        int at = 0;
        for (Map.Entry<String, String> part : versions.entrySet()) {
            Path jar = Files.createDirectories(root.resolve(part.getKey()).resolve("META-INF"));
            Files.writeString(
                    jar.resolve("io.netty.versions.properties"), part.getKey() + ".version=" + part.getValue() + "\n");
            urls[at++] = jar.getParent().toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }
}
