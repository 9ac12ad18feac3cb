package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever imports the whole API beside the packages that services use most meets no ambiguous name. */
class NamesOfOthersTest {
    /** Neither is on the class path here, and both are finished enough to be listed: Jakarta Persistence 3.2. */
    private static final Set<String> PERSISTENCE = words(
            """
            Access AccessType AssociationOverride AssociationOverrides AttributeConverter AttributeNode AttributeOverride
            AttributeOverrides Basic Cache CacheRetrieveMode CacheStoreMode Cacheable CheckConstraint CollectionTable Column
            ColumnResult ConnectionConsumer ConnectionFunction ConstraintMode ConstructorResult Convert Converter Converts
            DiscriminatorColumn DiscriminatorType DiscriminatorValue ElementCollection Embeddable Embedded EmbeddedId Entity
            EntityExistsException EntityGraph EntityListeners EntityManager EntityManagerFactory EntityNotFoundException
            EntityResult EntityTransaction EnumeratedValue Enumerated EnumType ExcludeDefaultListeners
            ExcludeSuperclassListeners FetchType FieldResult FindOption FlushModeType ForeignKey GeneratedValue
            GenerationType Graph Id IdClass Index Inheritance InheritanceType JoinColumn JoinColumns JoinTable Lob
            LockModeType LockOption LockTimeoutException ManyToMany ManyToOne MapKey MapKeyClass MapKeyColumn
            MapKeyEnumerated MapKeyJoinColumn MapKeyJoinColumns MapKeyTemporal MappedSuperclass MapsId NamedAttributeNode
            NamedEntityGraph NamedEntityGraphs NamedNativeQueries NamedNativeQuery NamedQueries NamedQuery
            NamedStoredProcedureQueries NamedStoredProcedureQuery NamedSubgraph NoResultException NonUniqueResultException
            OneToMany OneToOne OptimisticLockException OrderBy OrderColumn Parameter ParameterMode Persistence
            PersistenceConfiguration PersistenceContext PersistenceContextType PersistenceContexts PersistenceException
            PersistenceProperty PersistenceUnit PersistenceUnitTransactionType PersistenceUnits PersistenceUnitUtil
            PersistenceUtil PessimisticLockException PessimisticLockScope PostLoad PostPersist PostRemove PostUpdate
            PrePersist PreRemove PreUpdate PrimaryKeyJoinColumn PrimaryKeyJoinColumns Query QueryHint
            QueryTimeoutException RefreshOption RollbackException SchemaManager SchemaValidationException SecondaryTable
            SecondaryTables SequenceGenerator SequenceGenerators SqlResultSetMapping SqlResultSetMappings
            StoredProcedureParameter StoredProcedureQuery Subgraph SynchronizationType Table TableGenerator
            TableGenerators Temporal TemporalType Timeout TransactionRequiredException Transient Tuple TupleElement
            TypedQuery TypedQueryReference UniqueConstraint Version""");

    /** Micronaut Data 4: annotations, and the types that repositories take and give. */
    private static final Set<String> DATA = words(
            """
            AutoPopulated ClientQuery DateCreated DateUpdated Embeddable EmbeddedId EntityRepresentation Expandable
            GeneratedValue Id Index Indexes Join JoinColumn JoinColumns JoinSpecifications JoinTable JsonView MappedEntity
            MappedProperty NamingStrategy ParameterExpression PartitionKey Procedure Query QueryHint QueryResult RawQuery
            Relation Repository RepositoryConfiguration SqlMembers Srid TenantId Transient TypeDef TypeRole Version Where
            WithTenantId WithoutTenantId ColumnTransformer PostLoad PostPersist PostRemove PostUpdate PrePersist PreRemove
            PreUpdate Page Pageable CursoredPage CursoredPageable Slice Sort Limit DataType JsonDataType PersistentEntity
            CrudRepository GenericRepository PageableRepository""");

    private static Set<String> words(String text) {
        return Set.copyOf(new TreeSet<>(List.of(text.strip().split("\\s+"))));
    }

    private static Set<String> ours() throws IOException, URISyntaxException {
        Path classes = Path.of(Objects.requireNonNull(Fold.class.getResource("Fold.class"))
                        .toURI())
                .getParent();
        Set<String> names = names(classes);
        names.addAll(names(classes.resolve("aggregate")));
        return names;
    }

    private static Set<String> jdk(String folder) throws IOException {
        return names(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base", folder));
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.startsWith("package-"))
                    .forEach(name -> names.add(name.substring(0, name.length() - ".class".length())));
        }
        return names;
    }

    @Test
    void noneIsOurs() throws Exception {
        assertThat(ours()).contains("StatefulListener", "Out").hasSizeGreaterThan(20);
        assertThat(jdk("java/util")).contains("Map");
        assertThat(ours())
                .doesNotContainAnyElementsOf(jdk("java/lang"))
                .doesNotContainAnyElementsOf(jdk("java/util"))
                .doesNotContainAnyElementsOf(PERSISTENCE)
                .doesNotContainAnyElementsOf(DATA);
    }
}
