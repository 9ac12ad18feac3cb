package io.millrace.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a chart rendered: Kubernetes objects, read so that a key which Kubernetes does not know is an error. */
final class Manifests {
    private static final KubernetesSerialization KINDS = new KubernetesSerialization();

    /**
     * The model classes keep what they do not know in a map, through any-setters: a misspelt key would pass. Without
     * these it is an unknown property.
     */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final List<JsonNode> documents;

    Manifests(String yaml) {
        documents = Arrays.stream(yaml.split("(?m)^---\\s*$"))
                .map(Project::tree)
                .filter(JsonNode::isObject)
                .toList();
    }

    /** Every object of a kind that Kubernetes itself has. */
    List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>();
        for (JsonNode document : documents) {
            typeOf(document).ifPresent(type -> objects.add((HasMetadata) read(document, type)));
        }
        return objects;
    }

    /** The only object of that type. */
    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of " + type.getSimpleName() + " instead of one");
        }
        return found.get(0);
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The documents of that kind, as they stand. */
    List<JsonNode> documents(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    /** Kinds that are not of Kubernetes itself. */
    List<String> foreignKinds() {
        return documents.stream()
                .filter(document -> typeOf(document).isEmpty())
                .map(document -> document.path("kind").asText())
                .toList();
    }

    private static Optional<Class<? extends KubernetesResource>> typeOf(JsonNode document) {
        return Optional.ofNullable(KINDS.getRegisteredKubernetesResource(
                document.path("apiVersion").asText(), document.path("kind").asText()));
    }

    private static KubernetesResource read(JsonNode document, Class<? extends KubernetesResource> type) {
        try {
            return STRICT.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(document.path("kind").asText() + ": " + e.getOriginalMessage(), e);
        }
    }
}
