package dev.agenthub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.agenthub.agent.AgentId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks that every type that Jackson reads or writes carries {@link RegisterForReflection}, even if Quarkus would
 * register it automatically. In a native executable Jackson silently omits fields of unregistered types.
 */
@AnalyzeClasses(packages = "dev.agenthub", importOptions = ImportOption.DoNotIncludeTests.class)
class JsonInNativeTest {

    @ArchTest
    static final ArchRule API_RECORDS_ARE_REGISTERED = classes()
            .that().resideInAnyPackage("dev.agenthub.api..", "dev.agenthub.rest..").and().areRecords()
            .should(beRegistered());

    @ArchTest
    static final ArchRule RECORDS_THAT_COMMANDS_PRINT_ARE_REGISTERED = classes()
            .that().resideInAPackage("dev.agenthub.cli..").and().areRecords().and().haveSimpleNameEndingWith("Json")
            .should(beRegistered());

    @ArchTest
    static final ArchRule ANNOTATED_TYPES_ARE_REGISTERED = classes().that(haveJacksonAnnotations())
            .should(beRegistered());

    @ArchTest
    static final ArchRule TYPES_READ_FROM_JSON_ARE_REGISTERED = codeUnits().that(readJson())
            .should(nameOnlyRegisteredClasses());

    @ArchTest
    static final ArchRule COMPONENTS_OF_REGISTERED_RECORDS_ARE_REGISTERED = classes()
            .that().areRecords().and(are(JsonInNativeTest::registered)).should(holdOnlyRegisteredClasses());

    private static boolean registered(JavaClass type) {
        return type.isAnnotatedWith(RegisterForReflection.class) || type.getEnclosingClass()
                .filter(JsonInNativeTest::registered).isPresent();
    }

    private static DescribedPredicate<JavaClass> are(Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe("are registered", predicate);
    }

    private static DescribedPredicate<JavaClass> haveJacksonAnnotations() {
        return DescribedPredicate.describe("have Jackson annotations", type -> Stream
                .<CanBeAnnotated>concat(Stream.of(type),
                Stream.concat(type.getMembers().stream(), type.getConstructors().stream()
                        .flatMap(constructor -> constructor.getParameters().stream())))
                .anyMatch(part -> part.isAnnotatedWith(DescribedPredicate.describe("from Jackson",
                        annotation -> annotation.getRawType().getPackageName().startsWith("com.fasterxml.jackson")))));
    }

    private static DescribedPredicate<JavaCodeUnit> readJson() {
        return DescribedPredicate.describe("read JSON", unit -> unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ObjectMapper.class)));
    }

    private static ArchCondition<JavaClass> beRegistered() {
        return condition("be registered", (type, events) -> report(type, type, events));
    }

    private static ArchCondition<JavaCodeUnit> nameOnlyRegisteredClasses() {
        return new ArchCondition<>("name only registered classes") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getReferencedClassObjects().forEach(named -> report(unit, named.getRawType(), events));
            }
        };
    }

    private static ArchCondition<JavaClass> holdOnlyRegisteredClasses() {
        return condition("hold only registered classes", (type, events) -> type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(JavaField::getType)
                .flatMap(held -> held.getAllInvolvedRawTypes().stream())
                // The words of enumerations and ids are written without reflection.
                .filter(held -> !held.isEnum() && !held.isEquivalentTo(AgentId.class))
                .forEach(held -> report(type, held, events)));
    }

    private static ArchCondition<JavaClass> condition(String name, BiConsumer<JavaClass, ConditionEvents> check) {
        return new ArchCondition<>(name) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, events);
            }
        };
    }

    private static void report(Object where, JavaClass type, ConditionEvents events) {
        var ours = type.getPackageName().startsWith("dev.agenthub");
        events.add(new SimpleConditionEvent(where, !ours || registered(type),
                "%s needs @RegisterForReflection (%s)".formatted(type.getName(), where)));
    }
}
