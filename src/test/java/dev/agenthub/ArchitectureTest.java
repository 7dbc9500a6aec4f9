package dev.agenthub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.util.stream.Stream;

/** Checks the dependencies between packages, and the names of types. */
@AnalyzeClasses(packages = "dev.agenthub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.agenthub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_CORE_IS_PURE = classes().that()
            .resideInAnyPackage("dev.agenthub.agent..", "dev.agenthub.policy..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("dev.agenthub.agent..", "dev.agenthub.policy..", "java.lang..",
                    "java.util..", "java.time..");

    @ArchTest
    static final ArchRule THE_EMULATOR_IS_PURE = classes().that().resideInAPackage("dev.agenthub.emulator..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("dev.agenthub.emulator..", "java.lang..", "java.util..",
                    "java.nio.charset..");

    @ArchTest
    static final ArchRule ATTENTION_IS_PURE = classes().that().resideInAPackage("dev.agenthub.attention..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("dev.agenthub.attention..", "dev.agenthub.emulator..",
                    "java.lang..", "java.util..", "java.time..");

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_CLOCK = noClasses().that()
            .resideInAnyPackage("dev.agenthub.agent..", "dev.agenthub.policy..",
            "dev.agenthub.emulator..", "dev.agenthub.attention..").should().callMethod(Instant.class, "now")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock");

    /** Each caller gets the side of a terminal that it needs. */
    @ArchTest
    static final ArchRule ONLY_THE_HUB_RUNS_TERMINALS = noClasses()
            .that().resideOutsideOfPackages("dev.agenthub.hub..", "dev.agenthub.terminal..")
            .should().dependOnClassesThat().haveFullyQualifiedName("dev.agenthub.terminal.AgentTerminal")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("dev.agenthub.terminal.ProgramTerminal");

    @ArchTest
    static final ArchRule THE_HUB_VIEWS_NO_TERMINAL = noClasses()
            .that().resideInAnyPackage("dev.agenthub.hub..", "dev.agenthub.expect..", "dev.agenthub.notice..")
            .should().dependOnClassesThat().haveFullyQualifiedName("dev.agenthub.terminal.ViewedTerminal");

    @ArchTest
    static final ArchRule TERMINALS_DO_NOT_DEPEND_ON_THOSE_THAT_USE_THEM = noClasses()
            .that().resideInAnyPackage("dev.agenthub.terminal..", "dev.agenthub.attention..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.agenthub.recording..", "dev.agenthub.expect..",
                    "dev.agenthub.notice..", "dev.agenthub.hub..");

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_USES_DOCKER_JAVA = noClasses().that()
            .resideOutsideOfPackage("dev.agenthub.docker..")
            .should().dependOnClassesThat().resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule THE_TRANSPORT_KNOWS_NO_DOCKER = classes().that()
            .resideInAPackage("dev.agenthub.docker.http..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("dev.agenthub.docker.http..", "java..", "javax.net.ssl..",
                    "io.vertx.core..", "org.jboss.logging..");

    @ArchTest
    static final ArchRule THE_PORT_KNOWS_NO_ENGINE = classes().that().resideInAPackage("dev.agenthub.engine..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("dev.agenthub.engine..", "dev.agenthub.agent..", "java..",
                    "javax.crypto..", "io.smallrye.mutiny..");

    @ArchTest
    static final ArchRule ONLY_COMPOSITION_AND_PROBES_KNOW_THE_ADAPTER = noClasses()
            .that().resideOutsideOfPackages("dev.agenthub.docker..", "dev.agenthub.app..", "dev.agenthub.probe..")
            .should().dependOnClassesThat().resideInAPackage("dev.agenthub.docker..");

    @ArchTest
    static final ArchRule PRODUCERS_ARE_IN_ONE_PLACE = noMethods().that()
            .areDeclaredInClassesThat().doNotHaveFullyQualifiedName("dev.agenthub.app.Assembly")
            .should().beAnnotatedWith(Produces.class);

    @ArchTest
    static final ArchRule NOTHING_BUT_ENTRY_POINTS_DEPENDS_ON_THE_COMPOSITION = noClasses().that()
            .resideOutsideOfPackages("dev.agenthub.app..", "dev.agenthub.systemd..", "dev.agenthub.cli..")
            .should().dependOnClassesThat().resideInAPackage("dev.agenthub.app..");

    @ArchTest
    static final ArchRule FILES_OF_THE_HUB_KNOW_NOTHING_OF_THE_TEAM = noClasses().that()
            .resideInAnyPackage("dev.agenthub.home..", "dev.agenthub.storage..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.agenthub.hub..", "dev.agenthub.engine..",
                    "dev.agenthub.agent..", "dev.agenthub.terminal..");

    @ArchTest
    static final ArchRule THREADS_OF_THE_HUB_HAVE_NAMES_AND_OWNERS = noClasses().that()
            .resideInAnyPackage("dev.agenthub.app..", "dev.agenthub.health..", "dev.agenthub.hub..",
                    "dev.agenthub.inbox..", "dev.agenthub.systemd..")
            .should().dependOnClassesThat().areAssignableTo(Infrastructure.class);

    @ArchTest
    static final ArchRule THE_HUB_DOES_NOT_DEPEND_ON_ITS_INTERFACES = noClasses()
            .that().resideInAnyPackage("dev.agenthub.hub..", "dev.agenthub.terminal..", "dev.agenthub.engine..",
            "dev.agenthub.inbox..",
                    "dev.agenthub.recording..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.agenthub.rest..", "dev.agenthub.ws..", "dev.agenthub.api..",
                    "dev.agenthub.security..", "dev.agenthub.cli..");

    @ArchTest
    static final ArchRule THE_DOCTOR_DOES_NOT_DEPEND_ON_THE_HUB = noClasses().that()
            .resideInAPackage("dev.agenthub.doctor..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.agenthub.hub..", "dev.agenthub.rest..", "dev.agenthub.ws..",
                    "dev.agenthub.cli..");

    /** The nouns of the command line share bases and do not use each other, except that launch starts and attaches. */
    @ArchTest
    static final ArchRule COMMANDS_HAVE_NO_CYCLES = slices().matching("dev.agenthub.cli.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_API_KNOWS_ITS_JSON = noClasses()
            .that().resideInAnyPackage("dev.agenthub.cli..", "dev.agenthub.ws..", "dev.agenthub.rest..")
            .and().doNotHaveFullyQualifiedName("dev.agenthub.cli.text.Fields")
            .should().dependOnClassesThat().haveFullyQualifiedName("com.fasterxml.jackson.databind.JsonNode")
            .orShould().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.databind.node..");

    /** A name stands for one type. A case of a sealed type may share its name: it is read with that type. */
    @ArchTest
    static void namesOfTypesAreUnique(JavaClasses classes) {
        var typesByName = classes.stream().filter(type -> !type.isAnonymousClass() && !isCase(type.reflect()))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
        assertThat(typesByName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    private static boolean isCase(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                .anyMatch(Class::isSealed);
    }
}
