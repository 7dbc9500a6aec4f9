package dev.agenthub.docker;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.DockerCmd;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerConfigFile;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native executable knows by reflection what is registered, and Jackson says nothing about what it misses: it leaves it out. */
class DockerJsonTest {

    private static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();

    @Test
    void whatTheUsedCommandsReadAndWriteIsRegisteredAndNothingElse() {
        var needed = new TreeSet<String>();
        used().forEach(command -> {
            walk(answer(command), needed);
            body(command).ifPresent(body -> walk(JSON.constructType(body), needed));
        });
        // The logins for pulls.
        walk(JSON.constructType(DockerConfigFile.class), needed);

        var registered = Arrays.stream(DockerJson.class.getAnnotation(RegisterForReflection.class).targets()).map(Class::getName)
                .collect(toCollection(TreeSet::new));
        assertThat(registered).isEqualTo(needed);
    }

    /** The commands that the adapter calls. */
    private static Stream<Class<?>> used() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.agenthub.docker").stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(DockerClient.class))
                .map(call -> call.getTarget().getRawReturnType())
                .filter(type -> type.isAssignableTo(DockerCmd.class))
                .<Class<?>>map(JavaClass::reflect).distinct();
    }

    /** What it answers with: the R of {@code SyncDockerCmd<R>}, or of {@code AsyncDockerCmd<C, R>}. */
    private static JavaType answer(Class<?> command) {
        var generic = JSON.constructType(command).getInterfaces().get(0);
        return generic.containedType(generic.containedTypeCount() - 1);
    }

    /** What it sends: itself, where it names JSON properties. */
    private static Optional<Class<?>> body(Class<?> command) {
        try {
            var body = Class.forName("com.github.dockerjava.core.command." + implementation(command.getSimpleName()));
            return Optional.<Class<?>>of(body).filter(type -> Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> field.isAnnotationPresent(JsonProperty.class)));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("docker-java names its commands in another way now.", e);
        }
    }

    /** docker-java writes one of them wrongly. */
    private static String implementation(String command) {
        return command.replace("InspectNetwork", "InpectNetwork") + "Impl";
    }

    /** Jackson looks at a type, at what it extends and implements, and at its properties. */
    private static void walk(JavaType type, Set<String> found) {
        if (type == null) {
            return;
        }
        if (type.isContainerType()) {
            for (var i = 0; i < type.containedTypeCount(); i++) {
                walk(type.containedType(i), found);
            }
            if (type.isArrayType()) {
                walk(type.getContentType(), found);
            }
            return;
        }
        if (!type.getRawClass().getName().startsWith("com.github.dockerjava.") || !found.add(type.getRawClass().getName())) {
            return;
        }
        walk(type.getSuperClass(), found);
        type.getInterfaces().forEach(each -> walk(each, found));
        var read = JSON.getDeserializationConfig().introspect(type).findProperties().stream();
        var written = JSON.getSerializationConfig().introspect(type).findProperties().stream();
        Stream.concat(read, written).flatMap(DockerJsonTest::types).forEach(next -> walk(next, found));
    }

    private static Stream<JavaType> types(BeanPropertyDefinition property) {
        return Stream.of(property.getPrimaryType()).filter(Predicate.not(JavaType::isPrimitive));
    }
}
