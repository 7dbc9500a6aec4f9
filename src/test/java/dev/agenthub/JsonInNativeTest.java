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
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A native executable finds by reflection only what is registered, and Jackson leaves the rest out without a word. So each of our
 * types that it reads or writes carries {@link RegisterForReflection}, also where Quarkus would find it by itself.
 */
@AnalyzeClasses(packages = "dev.agenthub", importOptions = ImportOption.DoNotIncludeTests.class)
class JsonInNativeTest {

    @ArchTest
    static final ArchRule WHAT_GOES_OVER_THE_WIRE_IS_REGISTERED = classes()
            .that().resideInAnyPackage("dev.agenthub.api..", "dev.agenthub.rest..").and().areRecords()
            .should(beRegistered());

    @ArchTest
    static final ArchRule WHAT_SPEAKS_TO_JACKSON_IS_REGISTERED = classes().that(speakToJackson()).should(beRegistered());

    @ArchTest
    static final ArchRule WHAT_IS_READ_IS_REGISTERED = codeUnits().that(readJson()).should(nameOnlyRegisteredClasses());

    @ArchTest
    static final ArchRule WHAT_REGISTERED_RECORDS_HOLD_IS_REGISTERED = classes()
            .that().areRecords().and(are(JsonInNativeTest::registered)).should(holdOnlyRegisteredClasses());

    private static boolean registered(JavaClass type) {
        return type.isAnnotatedWith(RegisterForReflection.class) || type.getEnclosingClass().filter(JsonInNativeTest::registered).isPresent();
    }

    private static DescribedPredicate<JavaClass> are(Predicate<JavaClass> what) {
        return DescribedPredicate.describe("are registered", what);
    }

    private static DescribedPredicate<JavaClass> speakToJackson() {
        return DescribedPredicate.describe("carry annotations of Jackson", type -> Stream
                .<CanBeAnnotated>concat(Stream.of(type), Stream.concat(type.getMembers().stream(), type.getConstructors().stream()
                        .flatMap(constructor -> constructor.getParameters().stream())))
                .anyMatch(part -> part.isAnnotatedWith(DescribedPredicate.describe("of Jackson",
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
                .filter(held -> !held.isEnum()) // their names are known without
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
