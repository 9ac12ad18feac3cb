package io.millrace.kafka;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Whom a broker takes a client for, as far as its settings tell.
 *
 * @param name for people
 * @param principal as access control lists write it; with an ellipsis where only the broker knows
 */
record ClientUser(String name, String principal) {
    private static final String UNKNOWN = "User:...";

    private static final Pattern LOGIN =
            Pattern.compile("\\b(?:username|principal)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;\"']+))");

    static ClientUser of(Map<String, ?> settings) {
        String protocol = text(settings, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        if (protocol.startsWith("SASL")) {
            return ofLogin(text(settings, SaslConfigs.SASL_JAAS_CONFIG));
        }
        String keys = text(settings, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
        if (protocol.equals("SSL")
                && (!keys.isEmpty() || settings.containsKey(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG))) {
            return new ClientUser(
                    "the subject of the certificate in " + (keys.isEmpty() ? "ssl.keystore.certificate.chain" : keys),
                    UNKNOWN);
        }
        return known("ANONYMOUS");
    }

    /** The options of a login module; a password among them stays there. */
    private static ClientUser ofLogin(String jaas) {
        Matcher login = LOGIN.matcher(jaas);
        if (!login.find()) {
            return new ClientUser("the user of sasl.jaas.config", UNKNOWN);
        }
        for (int group = 1; group <= login.groupCount(); group++) {
            if (login.group(group) != null) {
                return known(login.group(group));
            }
        }
        throw new IllegalStateException("one of the groups has matched");
    }

    private static ClientUser known(String name) {
        return new ClientUser("User:" + name, "User:" + name);
    }

    private static String text(Map<String, ?> settings, String name) {
        Object value = settings.get(name);
        return value == null ? "" : value.toString();
    }
}
