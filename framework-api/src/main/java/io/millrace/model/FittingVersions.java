package io.millrace.model;

/** The versions of other libraries that fit this one, and what a pom says to get them. */
public final class FittingVersions {
    /** A sentence to follow what is wrong; whole lines in it are to be pasted. */
    public static final String REMEDY =
            """
            On micronaut-parent put this into <properties>:
                  <kafka.version>4.3.1</kafka.version>
                  <micronaut.core.version>4.10.15</micronaut.core.version>
                  <netty.version>4.2.9.Final</netty.version>
              Without that parent put this first into <dependencyManagement>:
                  <dependency>
                    <groupId>org.apache.kafka</groupId>
                    <artifactId>kafka-clients</artifactId>
                    <version>4.3.1</version>
                  </dependency>
                  <dependency>
                    <groupId>io.micronaut</groupId>
                    <artifactId>micronaut-core-bom</artifactId>
                    <version>4.10.15</version>
                    <type>pom</type>
                    <scope>import</scope>
                  </dependency>""";

    private FittingVersions() {}
}
