package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the chart makes of its values. Every manifest is read strictly: an unknown key fails the test. */
class ChartTest {
    private static final String EVERYTHING =
            """
            service: {enabled: true, annotations: {a: b}}
            networkPolicy: {enabled: true, from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}
            serviceMonitor: {enabled: true, labels: {release: prometheus}}
            dashboard: {enabled: true}
            serviceAccount: {annotations: {cloud/role: fraud}}
            image: {digest: "sha256:0123456789012345678901234567890123456789012345678901234567890123", pullSecrets: [registry]}
            secretProperties: {kafka.sasl.jaas.config: {secret: kafka-user, key: jaas}}
            secretFiles: [{secret: kafka-ca, path: /etc/kafka-ca}]
            env: [{name: LOG_LEVEL, value: DEBUG}]
            kafka: {properties: {security.protocol: SASL_SSL}}
            config: {millrace: {defaults: {turn-records-max: 1000000}}}
            podLabels: {team: fraud}
            podAnnotations: {note: x}
            nodeSelector: {disk: ssd}
            tolerations: [{key: dedicated, operator: Exists, effect: NoSchedule}]
            affinity: {nodeAffinity: {}}
            priorityClassName: high
            state: {storageClass: fast}
            sessionTimeout: 45s
            """;

    private static final Manifests DEFAULTS = Chart.render("{}");
    private static final Manifests ALL = Chart.render(EVERYTHING);

    @Test
    void lintFindsNothing() {
        LintResult lint = Chart.lint();
        assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
        assertThat(lint.getMessages()).noneMatch(message -> message.contains("WARNING") || message.contains("ERROR"));
    }

    @Test
    void theDefaultsAreFiveObjects() {
        assertThat(DEFAULTS.objects().stream().map(HasMetadata::getKind))
                .containsExactlyInAnyOrder(
                        "ServiceAccount", "ConfigMap", "Service", "StatefulSet", "PodDisruptionBudget");
        assertThat(DEFAULTS.foreignKinds()).isEmpty();
    }

    @Test
    void everythingSwitchedOnIsReadStrictly() {
        assertThat(ALL.objects()).hasSize(8).allSatisfy(object -> {
            assertThat(object.getMetadata().getName()).startsWith("fraud");
            assertThat(object.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", "fraud");
        });
        assertThat(ALL.foreignKinds()).containsExactly("ServiceMonitor");
    }

    @Test
    void aMisspeltKeyIsFound() {
        String rendered = "apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  replcas: 2\n";
        assertThatThrownBy(() -> new Manifests(rendered).objects()).hasMessageContaining("replcas");
        String deep =
                """
                apiVersion: apps/v1
                kind: StatefulSet
                spec: {template: {spec: {containers: [{name: a, securityContext: {readOnlyRootFileSystem: true}}]}}}
                """;
        assertThatThrownBy(() -> new Manifests(deep).objects()).hasMessageContaining("readOnlyRootFileSystem");
    }

    @Test
    void aStaticMemberIsCalledLikeItsPod() {
        EnvVar instance = variable(DEFAULTS, "MILLRACE_INSTANCE");
        assertThat(instance.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
        assertThat(configuration(DEFAULTS).at("/millrace/membership").asText()).isEqualTo("static");

        Manifests dynamic = Chart.render("membership: dynamic");
        assertThat(container(dynamic).getEnv()).noneMatch(it -> it.getName().equals("MILLRACE_INSTANCE"));
        assertThat(configuration(dynamic).at("/millrace/membership").asText()).isEqualTo("dynamic");
    }

    @Test
    void stateIsOnAVolumeOfEachReplica() {
        StatefulSet set = set(DEFAULTS);
        assertThat(set.getSpec().getVolumeClaimTemplates()).singleElement().satisfies(claim -> {
            assertThat(claim.getMetadata().getName()).isEqualTo("state");
            assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
            assertThat(claim.getSpec().getResources().getRequests().get("storage"))
                    .hasToString("10Gi");
            assertThat(claim.getSpec().getStorageClassName()).isNull();
        });
        String directory = configuration(DEFAULTS).at("/millrace/state-dir").asText();
        assertThat(mounts(DEFAULTS, "state").getMountPath()).isEqualTo("/var/lib/millrace");
        assertThat(directory).isEqualTo("/var/lib/millrace/state");
        assertThat(set(ALL).getSpec().getVolumeClaimTemplates().get(0).getSpec().getStorageClassName())
                .isEqualTo("fast");
    }

    @Test
    void nothingRunsAsRootOrWritesItsRoot() {
        PodSpec pod = pod(DEFAULTS);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getFsGroup())
                .isEqualTo(pod.getSecurityContext().getRunAsGroup());
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(DEFAULTS.only(ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
        var security = container(DEFAULTS).getSecurityContext();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    }

    /** JNI libraries are unpacked and executed in /tmp: it must be writable, and no memory. */
    @Test
    void tmpIsAVolumeOnDisk() {
        assertThat(mounts(DEFAULTS, "tmp").getMountPath()).isEqualTo("/tmp");
        var tmp = pod(DEFAULTS).getVolumes().stream()
                .filter(volume -> volume.getName().equals("tmp"))
                .findFirst()
                .orElseThrow()
                .getEmptyDir();
        assertThat(tmp.getMedium()).isNull();
        assertThat(tmp.getSizeLimit()).hasToString("256Mi");
    }

    @Test
    void probesAskTheManagementPort() {
        Container container = container(DEFAULTS);
        assertThat(path(container.getStartupProbe())).isEqualTo("management/health/liveness");
        assertThat(path(container.getReadinessProbe())).isEqualTo("management/health/readiness");
        assertThat(path(container.getLivenessProbe())).isEqualTo("management/health/liveness");
        assertThat(container.getPorts()).anySatisfy(port -> {
            assertThat(port.getName()).isEqualTo("management");
            assertThat(port.getContainerPort())
                    .isEqualTo(configuration(DEFAULTS).at("/endpoints/all/port").asInt());
        });
    }

    /** MillraceService stops its listeners one after another, each within ten seconds. */
    @Test
    void theGracePeriodFitsTheDrainOfTheSamplesTwoListeners() {
        assertThat(pod(DEFAULTS).getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(2 * 10 + 10);
    }

    @Test
    void drainsOfNodesTakeOneReplicaAtATime() {
        PodDisruptionBudget budget = DEFAULTS.only(PodDisruptionBudget.class);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(budget.getSpec().getSelector().getMatchLabels())
                .isEqualTo(set(DEFAULTS).getSpec().getSelector().getMatchLabels());
    }

    @Test
    void selectorsSelectThePods() {
        var labels = set(ALL).getSpec().getTemplate().getMetadata().getLabels();
        assertThat(labels).containsEntry("team", "fraud");
        assertThat(labels).containsAllEntriesOf(set(ALL).getSpec().getSelector().getMatchLabels());
        assertThat(ALL.all(Service.class)).hasSize(2).allSatisfy(service -> assertThat(labels)
                .containsAllEntriesOf(service.getSpec().getSelector()));
        assertThat(labels)
                .containsAllEntriesOf(
                        ALL.only(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels());
        assertThat(pod(ALL).getTopologySpreadConstraints()).singleElement().satisfies(spread -> assertThat(labels)
                .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
    }

    @Test
    void theHeadlessServiceIsTheSetsOwn() {
        Service headless = DEFAULTS.only(Service.class);
        assertThat(headless.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(headless.getMetadata().getName())
                .isEqualTo(set(DEFAULTS).getSpec().getServiceName());
        assertThat(pod(DEFAULTS).getEnableServiceLinks()).isFalse();
    }

    @Test
    void secretsStandInThePodByReferenceAndInTheConfigurationByName() {
        EnvVar jaas = variable(ALL, "SECRET_KAFKA_SASL_JAAS_CONFIG");
        assertThat(jaas.getValueFrom().getSecretKeyRef().getName()).isEqualTo("kafka-user");
        assertThat(jaas.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("jaas");
        assertThat(configuration(ALL).path("kafka.sasl.jaas.config").asText())
                .isEqualTo("${SECRET_KAFKA_SASL_JAAS_CONFIG}");
        assertThat(mounts(ALL, "secret-0").getMountPath()).isEqualTo("/etc/kafka-ca");
    }

    @Test
    void configurationGoesOverTheChartsOwnAndChangesThePods() {
        assertThat(configuration(ALL).at("/millrace/defaults/turn-records-max").asText())
                .isEqualTo("1000000");
        assertThat(configuration(ALL).at("/millrace/session-timeout").asText()).isEqualTo("45s");
        assertThat(configuration(ALL).at("/kafka/security.protocol").asText()).isEqualTo("SASL_SSL");
        Manifests overridden = Chart.render("config: {micronaut: {server: {port: 9999}}}");
        assertThat(configuration(overridden).at("/micronaut/server/port").asInt())
                .isEqualTo(9999);
        assertThat(configuration(overridden).at("/micronaut/application/name").asText())
                .isEqualTo("fraud");
        assertThat(checksum(overridden)).isNotEqualTo(checksum(DEFAULTS));
    }

    @Test
    void theImageIsTheAppVersionUnlessADigestIsGiven() {
        assertThat(container(DEFAULTS).getImage()).isEqualTo("millrace/sample-fraud-detector:0.1.0-SNAPSHOT");
        assertThat(container(ALL).getImage()).startsWith("millrace/sample-fraud-detector@sha256:0123");
        assertThat(container(Chart.render("image: {tag: \"7\"}")).getImage()).endsWith(":7");
    }

    /** A StatefulSet's pods carry its name and a hash in a label of at most 63 characters. */
    @Test
    void namesFit() {
        Manifests named = Chart.render("nameOverride: " + "n".repeat(63));
        assertThat(set(named).getMetadata().getName()).hasSize(52);
        assertThat(set(Chart.render("nameOverride: shop-fraud")).getMetadata().getName())
                .isEqualTo("shop-fraud");
    }

    @Test
    void theDashboardIsTheOneOfTheComposeFile() {
        ConfigMap dashboard = ALL.all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals("fraud-dashboard"))
                .findFirst()
                .orElseThrow();
        assertThat(Project.tree(dashboard.getData().get("millrace.json")))
                .isEqualTo(Project.tree(Project.text(Project.CHART.resolve("dashboards/millrace.json"))));
        assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    }

    private static StatefulSet set(Manifests manifests) {
        return manifests.only(StatefulSet.class);
    }

    private static PodSpec pod(Manifests manifests) {
        return set(manifests).getSpec().getTemplate().getSpec();
    }

    private static Container container(Manifests manifests) {
        List<Container> containers = pod(manifests).getContainers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static EnvVar variable(Manifests manifests, String name) {
        return container(manifests).getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static VolumeMount mounts(Manifests manifests, String volume) {
        return container(manifests).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode configuration(Manifests manifests) {
        return Stream.of(manifests)
                .flatMap(it -> it.all(ConfigMap.class).stream())
                .filter(map -> map.getMetadata().getName().equals("fraud"))
                .map(map -> Project.tree(map.getData().get("application.yml")))
                .findFirst()
                .orElseThrow();
    }

    private static String checksum(Manifests manifests) {
        return set(manifests)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("checksum/config");
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPort().getStrVal() + probe.getHttpGet().getPath();
    }
}
