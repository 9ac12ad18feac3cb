package io.millrace.chaos.cluster;

import io.millrace.chaos.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A key for 127.0.0.1, and the certificate that speaks for it.
 *
 * @param key in a store of its own, PKCS12
 * @param certificate as PEM, signed by itself
 */
public record Certificates(Path key, Path certificate) {
    /** Of the store, and of the key in it. */
    public static final String PASSWORD = "canary-store-4711";

    private static final String ALIAS = "broker";

    /** That of the brokers of a run. */
    public static Certificates in(Path folder) {
        return named(folder, "broker");
    }

    private static Certificates named(Path folder, String name) {
        Path absolute = folder.toAbsolutePath();
        return new Certificates(absolute.resolve(name + ".p12"), absolute.resolve(name + ".pem"));
    }

    /** Makes one that is in nothing less than that of the brokers, but another. */
    public static Certificates another(Path folder) {
        Certificates other = named(folder, "another");
        other.make();
        return other;
    }

    /** Makes the files, with the tool of the JDK that runs us. */
    void make() {
        if (Files.exists(certificate)) {
            return;
        }
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "30");
        keytool("-exportcert", "-rfc", "-file", certificate.toString());
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-alias", ALIAS, "-keystore", key.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                throw new Problem(Problem.Code.PROCESS, "keytool cannot make a certificate: " + said.strip());
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.PROCESS, "cannot run keytool: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
