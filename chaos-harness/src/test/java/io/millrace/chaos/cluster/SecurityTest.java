package io.millrace.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What brokers and replicas are told of each other. */
class SecurityTest {
    @TempDir
    private Path folder;

    @Test
    void whoeverComesByAnOpenListenerNeedsNothing() {
        assertThat(Security.NONE.ofReplicas(folder)).isEmpty();
        assertThat(new Doors(1, Security.NONE, folder).settings())
                .containsOnlyKeys("listeners", "advertised.listeners", "listener.security.protocol.map");
    }

    @Test
    void whatIsEncryptedHasNothingInBetween() {
        Doors doors = new Doors(Doors.NO_CONTROLLER, Security.TLS, folder);
        assertThat(doors.links()).isEmpty();
        assertThat(doors.settings().get("listeners"))
                .contains(doors.address(0), doors.address(2))
                .doesNotContain("CONTROLLER")
                .isEqualTo(doors.settings().get("advertised.listeners"));
    }

    @Test
    void replicasAndBrokersHaveTheSameCertificate() {
        assertThat(Security.TLS.ofListener("LINE0", folder))
                .containsEntry(
                        "listener.name.line0.ssl.keystore.location",
                        Certificates.in(folder).key().toString());
        assertThat(Security.TLS.ofReplicas(folder))
                .containsEntry("kafka.security.protocol", "SASL_SSL")
                .containsEntry(
                        "kafka.ssl.truststore.location",
                        Certificates.in(folder).certificate().toString());
    }

    @Test
    void aCertificateSpeaksForThisMachineAndAnotherOneIsAnother() throws Exception {
        Security.TLS.prepare(folder);
        X509Certificate brokers = read(Certificates.in(folder));
        assertThat(brokers.getSubjectAlternativeNames().toString()).contains("127.0.0.1");
        assertThat(read(Certificates.another(folder)).getPublicKey()).isNotEqualTo(brokers.getPublicKey());
    }

    private static X509Certificate read(Certificates made) throws Exception {
        try (InputStream in = Files.newInputStream(made.certificate())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void noRightIsGrantedTwiceOrToAnybodyElse() {
        List<AclBinding> all = Rights.all();
        assertThat(all)
                .doesNotHaveDuplicates()
                .allSatisfy(right -> assertThat(right.entry().principal()).isEqualTo("User:" + Security.USER));
    }
}
