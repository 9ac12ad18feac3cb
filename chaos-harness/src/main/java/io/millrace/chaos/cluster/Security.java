package io.millrace.chaos.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;

/** How replicas come to the brokers; the harness itself, and the brokers to each other, come as they like. */
public enum Security {
    /** Anybody may do everything. */
    NONE("PLAINTEXT"),
    /** A named user with a password, who may do what was granted. */
    RIGHTS("SASL_PLAINTEXT"),
    /** A named user with a password, encrypted, by brokers that prove who they are. */
    TLS("SASL_SSL");

    /** Who replicas come as. */
    public static final String USER = "chaos-service";
    /** With which password, for as long as nobody changes it. */
    public static final String PASSWORD = "canary-first-4711";

    /** So often a connection has to prove again that its password is right; clients begin with it 1.5 s earlier at the latest. */
    private static final String PROOF_MS = "30000";

    private static final int ITERATIONS = 4_096;

    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final String protocol;

    Security(String protocol) {
        this.protocol = protocol;
    }

    /** Of the listeners for replicas. */
    String protocol() {
        return protocol;
    }

    /** Whether a {@link Link} can stand in between: it reads the frames of what passes. */
    boolean isReadable() {
        return this != TLS;
    }

    /** What the brokers set for all listeners. */
    Map<String, String> ofBrokers() {
        return this == RIGHTS
                ? Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS")
                : Map.of();
    }

    /** Makes what brokers need to have before they start. */
    void prepare(Path folder) {
        if (this == TLS) {
            Certificates.in(folder).make();
        }
    }

    /** Lets the user in, with all that a service needs, before the first replica comes. */
    public List<KafkaFuture<?>> admit(Admin admin) {
        List<KafkaFuture<?>> asked = new ArrayList<>();
        if (this != NONE) {
            asked.add(setPassword(admin, PASSWORD));
        }
        if (this == RIGHTS) {
            asked.add(admin.createAcls(Rights.all()).all());
        }
        return asked;
    }

    /** From now on this is the user's password, and no other. */
    public static KafkaFuture<Void> setPassword(Admin admin, String password) {
        return admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS), password)))
                .all();
    }

    /**
     * What a broker sets for a listener.
     *
     * @param folder of the run
     */
    Map<String, String> ofListener(String name, Path folder) {
        if (this == NONE) {
            return Map.of();
        }
        String prefix = "listener.name." + name.toLowerCase(Locale.ROOT) + ".";
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                prefix + "sasl.enabled.mechanisms", MECHANISM, prefix + "scram-sha-256.sasl.jaas.config", LOGIN + ";"));
        if (this == TLS) {
            settings.put(prefix + "scram-sha-256.connections.max.reauth.ms", PROOF_MS);
            settings.put(
                    prefix + "ssl.keystore.location",
                    Certificates.in(folder).key().toString());
            settings.put(prefix + "ssl.keystore.type", "PKCS12");
            settings.put(prefix + "ssl.keystore.password", Certificates.PASSWORD);
            settings.put(prefix + "ssl.key.password", Certificates.PASSWORD);
        }
        return settings;
    }

    /**
     * What replicas set.
     *
     * @param folder of the run
     */
    public Map<String, String> ofReplicas(Path folder) {
        if (this == NONE) {
            return Map.of();
        }
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "kafka.security.protocol", protocol,
                "kafka.sasl.mechanism", MECHANISM));
        settings.putAll(login(PASSWORD));
        if (this == TLS) {
            settings.putAll(trusting(Certificates.in(folder).certificate()));
        }
        return settings;
    }

    /** What a replica sets to come with that password. */
    public static Map<String, String> login(String password) {
        return Map.of("kafka.sasl.jaas.config", LOGIN + " username=\"" + USER + "\" password=\"" + password + "\";");
    }

    /** What a replica sets to believe brokers with that certificate, and no others. */
    public static Map<String, String> trusting(Path certificate) {
        return Map.of("kafka.ssl.truststore.type", "PEM", "kafka.ssl.truststore.location", certificate.toString());
    }
}
