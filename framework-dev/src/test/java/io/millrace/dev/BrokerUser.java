package io.millrace.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that uses a shared broker until its standard input ends; says which one on its first line of output. */
final class BrokerUser implements AutoCloseable {

    private final Process process;
    private final String bootstrapServers;
    private final long brokerPid;

    private BrokerUser(Process process, String[] said) {
        this.process = process;
        this.bootstrapServers = said[0];
        this.brokerPid = Long.parseLong(said[1]);
    }

    static BrokerUser start(Path dataDir) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerUser.class.getName(),
                        dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("the broker's user ended; see its error output");
        }
        return new BrokerUser(process, line.split(" "));
    }

    public static void main(String[] args) throws IOException {
        try (DevBroker broker = DevBroker.start(DevBroker.Options.sharedIn(Path.of(args[0])))) {
            System.out.println(broker.bootstrapServers() + " " + broker.pid());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    long brokerPid() {
        return brokerPid;
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
