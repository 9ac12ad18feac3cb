package io.millrace.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerJarsTest {

    @TempDir
    Path cache;

    @Test
    void holdTheBrokerOfTheClientsVersionAndNothingOfABuild() throws IOException {
        Map<String, Long> sizes = sizes(BrokerJars.unpackInto(cache));
        assertThat(sizes)
                .containsKey("kafka_2.13-" + AppInfoParser.getVersion() + ".jar")
                .hasSize(46);
        assertThat(sizes.values().stream().mapToLong(Long::longValue).sum()).isLessThan(50_000_000);
    }

    @Test
    void areRepairedWhenOneIsMissingCutShortOrChanged() throws IOException {
        Path folder = BrokerJars.unpackInto(cache);
        Map<String, Long> whole = sizes(folder);
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.sorted().toList();
        }
        Files.delete(jars.get(0));
        Files.write(jars.get(1), new byte[10]);
        byte[] changed = Files.readAllBytes(jars.get(2));
        changed[changed.length / 2] ^= 1;
        Files.write(jars.get(2), changed);

        assertThat(BrokerJars.unpackInto(cache)).isEqualTo(folder);

        assertThat(sizes(folder)).isEqualTo(whole);
        changed[changed.length / 2] ^= 1;
        assertThat(Files.readAllBytes(jars.get(2))).isEqualTo(changed);
    }

    @Test
    void mayBeUnpackedByManyAtOnce() throws IOException {
        List<Path> folders = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> BrokerJars.unpackInto(cache)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();
        assertThat(folders).hasSize(1);
        assertThat(sizes(folders.get(0))).hasSize(46).allSatisfy((name, size) -> assertThat(name)
                .endsWith(".jar"));
    }

    @Test
    void saysWhereToPutThemWhenTheFolderCannotBeWritten() throws IOException {
        Path notAFolder = Files.writeString(cache.resolve("file"), "x", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BrokerJars.unpackInto(notAFolder))
                .hasMessageContainingAll("MR-0705", "-Dmillrace.dev.cache");
    }

    private static Map<String, Long> sizes(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }
}
